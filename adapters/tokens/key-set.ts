/** An issuer's key set: fetched once however many ask, kept until its maximum age, fetched anew for an unknown key. */
import { type Deadline, shareOf } from "#core/deadline";
import type { TokenSettings } from "#core/settings/credentials";
import { type VerificationKeys, verificationKeys } from "./verification-keys.ts";

/** Fetches the text of a key set. Throws `Fault` `jwks_unavailable`. */
export type FetchKeySet = (timeoutMilliseconds: number) => Promise<string>;

type Times = Pick<TokenSettings, "jwksMaximumAgeSeconds" | "jwksCooldownSeconds" | "jwksTimeoutMilliseconds">;

/** The keys of one issuer. */
export class KeySet {
  readonly #times: Times;
  readonly #fetch: FetchKeySet;
  readonly #now: () => number;
  #keys: VerificationKeys | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #failure: unknown;
  #fetching: Promise<VerificationKeys> | undefined;

  /** @param now milliseconds; monotonic or since 1970 */
  constructor(times: Times, fetch: FetchKeySet, now: () => number) {
    this.#times = times;
    this.#fetch = fetch;
    this.#now = now;
  }

  /**
   * The current keys; a new object whenever they were fetched anew.
   * @throws Fault when they cannot be had: known keys are used until their maximum age and not a second longer
   */
  async current(deadline: Deadline): Promise<VerificationKeys> {
    const age = this.#now() - this.#fetchedAt;
    if (this.#keys !== undefined && age < this.#times.jwksMaximumAgeSeconds * 1000) return this.#keys;
    if (this.#failure !== undefined && this.#coolingDown()) throw this.#failure;
    return this.#refresh(deadline);
  }

  /**
   * The keys after a token named one that is not among `known`; asks the issuer at most once per cool-down, so that
   * invented key ids become no flood of requests, and returns `known` otherwise.
   */
  async afterUnknownKey(known: VerificationKeys, deadline: Deadline): Promise<VerificationKeys> {
    if (this.#keys !== undefined && this.#keys !== known) return this.#keys;
    if (this.#fetching === undefined && this.#coolingDown()) return known;
    return this.#refresh(deadline);
  }

  #coolingDown(): boolean {
    return this.#now() - this.#attemptedAt < this.#times.jwksCooldownSeconds * 1000;
  }

  #refresh(deadline: Deadline): Promise<VerificationKeys> {
    this.#fetching ??= this.#fetchKeys(shareOf(deadline, this.#times.jwksTimeoutMilliseconds)).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchKeys(timeout: number): Promise<VerificationKeys> {
    this.#attemptedAt = this.#now();
    try {
      this.#keys = verificationKeys(await this.#fetch(timeout));
      this.#fetchedAt = this.#now();
      this.#failure = undefined;
      return this.#keys;
    } catch (failure) {
      this.#failure = failure;
      throw failure;
    }
  }
}

/** A value from outside that requests share: fetched once however many ask, and kept until its maximum age. */
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";

/** Milliseconds, all of them. */
export interface RefreshTimes {
  /** How old the value may grow; it is not used a moment longer. */
  readonly maximumAge: number;
  /** The least time between two fetches after a failure, or on demand. */
  readonly cooldown: number;
  /** How long a fetch may take. */
  readonly timeout: number;
}

/**
 * A fetch belongs to all who wait for it: each waits no longer than its own deadline, and a request whose budget is
 * spent neither begins a fetch nor spoils the one of the others.
 */
export class RefreshedValue<Value> {
  readonly #times: RefreshTimes;
  readonly #fetch: (timeoutMilliseconds: number) => Promise<Value>;
  readonly #now: () => number;
  #fetched: { readonly value: Value; readonly at: number } | undefined;
  #failed: { readonly failure: unknown } | undefined;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<Value> | undefined;

  /**
   * @param fetch throws a `Fault` when there is no value to be had
   * @param now milliseconds; monotonic or since 1970
   */
  constructor(
    times: RefreshTimes,
    fetch: (timeoutMilliseconds: number) => Promise<Value>,
    now: () => number,
  ) {
    this.#times = times;
    this.#fetch = fetch;
    this.#now = now;
  }

  /**
   * The value, fetched anew when it is too old.
   * @throws Fault when it cannot be had, or not before the deadline
   */
  async current(deadline: Deadline): Promise<Value> {
    if (this.#fetched !== undefined && this.#now() - this.#fetched.at < this.#times.maximumAge) {
      return this.#fetched.value;
    }
    if (this.#fetching === undefined && this.#failed !== undefined && this.#coolsDown())
      throw this.#failed.failure;
    return this.#refreshed(deadline);
  }

  /**
   * A newer value than `known`, which did not do: asks for it at most once per cool-down, and gives `known` otherwise.
   * @throws Fault as `current` does
   */
  async newerThan(known: Value, deadline: Deadline): Promise<Value> {
    if (this.#fetched !== undefined && this.#fetched.value !== known) return this.#fetched.value;
    if (this.#fetching === undefined && this.#coolsDown()) return known;
    return this.#refreshed(deadline);
  }

  #coolsDown(): boolean {
    return this.#now() - this.#attemptedAt < this.#times.cooldown;
  }

  #refreshed(deadline: Deadline): Promise<Value> {
    const patience = deadline.remaining();
    if (patience <= 0) return Promise.reject(outOfTime());
    this.#fetching ??= this.#fetchOnce().finally(() => {
      this.#fetching = undefined;
    });
    return atMost(patience, this.#fetching);
  }

  async #fetchOnce(): Promise<Value> {
    this.#attemptedAt = this.#now();
    try {
      const value = await this.#fetch(this.#times.timeout);
      this.#fetched = { value, at: this.#now() };
      this.#failed = undefined;
      return value;
    } catch (failure) {
      this.#failed = { failure };
      throw failure;
    }
  }
}

function atMost<Value>(milliseconds: number, value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(outOfTime()), milliseconds);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const outOfTime = () =>
  new Fault(
    "deadline_exceeded",
    "decision.budgetMilliseconds was spent before keys or a token could be had from outside",
  );

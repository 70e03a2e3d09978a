/** An issuer whose keys, outages and slowness a test decides, by a clock that the test moves; it remembers everything. */
import { generateKeyPairSync, sign } from "node:crypto";
import { Fault } from "#core/fault";
import { issuer } from "#test/adapters/tokens/issuer-with-keys";

/** Seconds of the fake clock. */
export const times = { maximumAge: 100, cooldown: 10, timeout: 1 };

/** When a fetch began and ended, and what it gave. */
export interface Fetch {
  readonly began: number;
  ended?: number;
  /** Keys of the answer; absent after a failure. */
  keys?: readonly number[];
}

const pairs = Array.from({ length: 4 }, () => generateKeyPairSync("ed25519"));
const jwks = pairs.map(({ publicKey }, index) => ({
  ...publicKey.export({ format: "jwk" }),
  kid: `k${index}`,
}));

/** The text of a key set. */
export const keySetOf = (keys: readonly number[]) => JSON.stringify({ keys: keys.map((key) => jwks[key]) });

/** Tokens by key; the last names a key that nobody ever publishes. */
export const tokens = [...pairs.keys(), pairs.length].map((key) => {
  const [header, payload] = [
    { alg: "EdDSA", kid: `k${key}` },
    { iss: issuer, sub: "u1", aud: "a", exp: 4_000_000_000 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const input = `${header}.${payload}`;
  const { privateKey } = pairs[key] ?? pairs[0] ?? generateKeyPairSync("ed25519");
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString("base64url")}`;
});

/** Until everything has happened that waits for nothing from outside. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Time, the issuer and every fetch of its key set. */
export class FakeIssuer {
  now = 0;
  up = true;
  slow = false;
  published: readonly number[] = [0];
  readonly fetches: Fetch[] = [];
  /** When each key was last published: now, as long as it is. */
  readonly #removedAt = new Map<number, number>();
  readonly #pending = new Map<Fetch, (answered: boolean) => void>();

  /** The next key beside those that are there, of which the oldest goes when there are three. */
  rotate(): void {
    const next = ((this.published.at(-1) ?? 0) + 1) % pairs.length;
    this.#publish([...this.published.filter((key) => key !== next), next].slice(-3));
  }

  remove(): void {
    if (this.published.length > 1) this.#publish(this.published.slice(1));
  }

  #publish(keys: readonly number[]): void {
    for (const key of this.published) if (!keys.includes(key)) this.#removedAt.set(key, this.now);
    this.published = keys;
  }

  /** True when a key was published at some time from then on. */
  hadSince(key: number, time: number): boolean {
    return this.published.includes(key) || (this.#removedAt.get(key) ?? Number.NEGATIVE_INFINITY) >= time;
  }

  /** Answers at once, or when the test lets it; in an outage not at all. */
  readonly fetch = (): Promise<string> => {
    const fetch: Fetch = { began: this.now };
    this.fetches.push(fetch);
    return new Promise((resolve, reject) => {
      const end = (answered: boolean) => {
        this.#pending.delete(fetch);
        fetch.ended = this.now;
        if (answered) fetch.keys = this.published;
        if (answered) resolve(keySetOf(this.published));
        else reject(new Fault("jwks_unavailable", "the issuer is down"));
      };
      if (this.slow) this.#pending.set(fetch, end);
      else end(this.up);
    });
  };

  /** Lets every slow answer come. */
  async answer(): Promise<void> {
    for (const end of [...this.#pending.values()]) end(this.up);
    await settled();
  }

  /** Time goes by, and what is not answered in time fails in time. */
  async wait(seconds: number): Promise<void> {
    for (const until = this.now + seconds; this.now < until; ) {
      const late = [...this.#pending.keys()].map(({ began }) => Math.max(began + times.timeout, this.now));
      this.now = Math.min(until, ...late.filter((time) => time > this.now));
      for (const [{ began }, end] of [...this.#pending]) if (this.now >= began + times.timeout) end(false);
      await settled();
    }
  }

  /** Time goes by for all but the function; what it waited for is answered on waking, has failed, or is still silent. */
  async freeze(seconds: number, waking: "answered" | "failed" | "silent"): Promise<void> {
    this.now += seconds;
    if (waking !== "silent")
      for (const end of [...this.#pending.values()]) end(waking === "answered" && this.up);
    await settled();
  }
}

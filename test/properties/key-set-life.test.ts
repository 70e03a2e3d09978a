/** What holds of an issuer's keys on a fake clock, whatever the issuer does and whatever tokens come. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import type { VerifiedToken } from "#core/authenticate/token/token-verifier";
import { unverifiedToken } from "#core/authenticate/token/unverified-token";
import { Fault } from "#core/fault";
import { issuer, tokenSettings } from "#test/adapters/tokens/issuer-with-keys";
import { noHurry } from "#test/core/asked";
import { FakeIssuer, type Fetch, keySetOf, settled, times, tokens } from "./issuer-on-a-fake-clock.ts";
import { holdsFor } from "./seeded.ts";

const settings = tokenSettings({
  jwksMaximumAgeSeconds: times.maximumAge,
  jwksCooldownSeconds: times.cooldown,
  jwksTimeoutMilliseconds: times.timeout * 1000,
});
const issuers = new Map(settings.issuers.map((each) => [each.issuer, each]));
const refreshAfter = times.maximumAge * 0.75;

/** A token on its way, and what has become of it. */
interface Asked {
  readonly key: number;
  readonly at: number;
  outcome?: string;
  verified?: VerifiedToken;
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("ask" as const), keys: someTokens() }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("freeze" as const),
      seconds: fc.integer({ min: 1, max: 120 }),
      waking: fc.constantFrom("answered", "failed", "silent"),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "rotate",
        "remove",
        "begin outage",
        "end outage",
        "slow",
        "quick",
        "answer",
        "recall",
      ),
    }),
  },
);

function someTokens() {
  return fc.array(fc.nat(tokens.length - 1), { minLength: 1, maxLength: 8 });
}

const counted: Record<string, number> = { accepted: 0, token_key_unknown: 0, jwks_unavailable: 0 };

/** One life of a key set; what must hold is asserted after each step. */
class Life {
  readonly issuer = new FakeIssuer();
  readonly #static: readonly number[] | undefined;
  readonly #verifier;
  readonly #asked: Asked[] = [];
  /** Accepted tokens, each with the keys that were the newest then. */
  readonly #accepted: { readonly verified: VerifiedToken; readonly by: Fetch | undefined }[] = [];

  constructor(startsWithKeys: boolean) {
    this.#static = startsWithKeys ? [0, 1] : undefined;
    this.#verifier = jwtVerifier(
      settings,
      () => this.issuer.now * 1000,
      () => this.issuer.fetch,
      { staticKeySets: this.#static && { [issuer]: keySetOf(this.#static) } },
    );
  }

  async ask(keys: readonly number[]): Promise<void> {
    const known = this.#known();
    const asked = keys.map((key) => this.#ask(key));
    await settled();
    for (const { key, outcome, verified } of asked) {
      if (!known?.keys.includes(key)) continue;
      assert.equal(
        outcome,
        "accepted",
        "a token whose key is known waits for nothing, whatever its issuer does",
      );
      if (verified !== undefined) this.#accepted.push({ verified, by: known.by });
    }
    const { up, slow, now, fetches } = this.issuer;
    const restedSince = now - (fetches.at(-1)?.began ?? Number.NEGATIVE_INFINITY);
    if (up && !slow && restedSince >= times.cooldown)
      assert.ok(
        now - (this.#known()?.at ?? Number.NEGATIVE_INFINITY) < refreshAfter,
        "keys are refreshed in time",
      );
  }

  #ask(key: number): Asked {
    const asked: Asked = { key, at: this.issuer.now };
    this.#asked.push(asked);
    const token = unverifiedToken(tokens[key] ?? "", issuers);
    if ("rejected" in token) throw new Error("the test's own token does not pass the gates");
    this.#verifier.verify(token, noHurry).then(
      (result) => {
        if ("claims" in result) asked.verified = result;
        asked.outcome = "claims" in result ? "accepted" : result.rejected;
      },
      (failure) => {
        asked.outcome = failure instanceof Fault ? failure.code : "no fault";
      },
    );
    return asked;
  }

  /** A remembered token works as long as its keys are the newest and not too old, and keeps them fresh. */
  async recall(): Promise<void> {
    const known = this.#known();
    for (const { verified, by } of this.#accepted) {
      assert.equal(verified.current(), known !== undefined && known.by === by);
    }
    await settled();
  }

  /** The newest keys that a fetch gave, or those of the start, unless they are too old. */
  #known():
    | { readonly keys: readonly number[]; readonly at: number; readonly by: Fetch | undefined }
    | undefined {
    const { fetches, now } = this.issuer;
    const by = fetches.findLast(({ keys }) => keys !== undefined);
    const known = { keys: by?.keys ?? this.#static, at: by?.began ?? 0, by };
    return known.keys !== undefined && now - known.at < times.maximumAge
      ? { ...known, keys: known.keys }
      : undefined;
  }

  /** What holds of all that has come to an end by now. */
  check(): void {
    const { now, fetches } = this.issuer;
    fetches.slice(1).forEach(({ began }, index) => {
      const before = fetches[index];
      const frozen = before !== undefined && (before.ended ?? began) - before.began > 2 * times.timeout;
      assert.ok(frozen || began - (before?.began ?? 0) >= times.cooldown, "one fetch in a cool-down");
    });
    for (const asked of this.#asked.filter(({ outcome }) => outcome !== undefined)) {
      const { key, at, outcome } = asked;
      if (outcome === undefined) continue;
      counted[outcome] = (counted[outcome] ?? 0) + 1;
      const lately = fetches.filter(({ ended = -1, began }) => ended >= at || began >= at - times.cooldown);
      if (outcome === "accepted") {
        const atStart = this.#static?.includes(key) && now < times.maximumAge;
        assert.ok(
          atStart || this.issuer.hadSince(key, at - times.maximumAge),
          "a removed key stops within the maximum age",
        );
      }
      if (outcome === "token_key_unknown")
        assert.ok(
          lately.some(({ keys }) => keys !== undefined && !keys.includes(key)),
          "only a token whose key the issuer did not have within the cool-down is refused",
        );
      if (outcome === "jwks_unavailable")
        assert.ok(
          lately.some(({ ended, keys }) => ended !== undefined && keys === undefined),
          "only an issuer that could not be asked within the cool-down is a fault",
        );
    }
    this.#asked.splice(0, this.#asked.length, ...this.#asked.filter(({ outcome }) => outcome === undefined));
  }
}

test("known keys work until they are too old, new ones after a cool-down, and what nobody can say is a fault", async (t) => {
  const runs = 2000;
  const lives = fc.asyncProperty(
    fc.boolean(),
    fc.array(step, { minLength: 10, maxLength: 60 }),
    async (startsWithKeys, steps) => {
      const life = new Life(startsWithKeys);
      const { issuer } = life;
      for (const next of steps) {
        if (next.do === "ask") await life.ask(next.keys);
        else if (next.do === "wait") await issuer.wait(next.seconds);
        else if (next.do === "freeze") await issuer.freeze(next.seconds, next.waking);
        else if (next.do === "rotate") issuer.rotate();
        else if (next.do === "remove") issuer.remove();
        else if (next.do === "begin outage") issuer.up = false;
        else if (next.do === "end outage") issuer.up = true;
        else if (next.do === "slow") issuer.slow = true;
        else if (next.do === "quick") issuer.slow = false;
        else if (next.do === "answer") await issuer.answer();
        else await life.recall();
        life.check();
      }
      issuer.slow = false;
      await issuer.answer();
      life.check();
    },
  );
  await holdsFor(runs, lives, t);
  t.diagnostic(JSON.stringify(counted));
  assert.deepEqual(Object.keys(counted), ["accepted", "token_key_unknown", "jwks_unavailable"]);
  for (const [outcome, count] of Object.entries(counted)) assert.ok(count > runs, `${count} ${outcome}`);
});

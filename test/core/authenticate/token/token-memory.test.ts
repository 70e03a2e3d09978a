/** What is remembered of accepted tokens, how long, and how much at most; also against a model that forgets nothing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type MemoryLimits, TokenMemory, tokenKey } from "#core/authenticate/token/token-memory";
import { anonymous, type Principal } from "#core/principal";
import { holdsFor, runsOf } from "#test/properties/seeded";

const principal = (id: string, claims: Principal["claims"] = {}): Principal => ({
  ...anonymous,
  kind: "token",
  id,
  scopes: ["wells:read"],
  claims,
});

/** A memory with a clock of its own. */
function memoryAt(start: number, limits?: MemoryLimits) {
  const clock = { now: start };
  const memory = new TokenMemory(() => clock.now, limits);
  const remember = (token: string, until: number, more: { by?: string; current?: () => boolean } = {}) => {
    const { by = "", current = () => true } = more;
    memory.remember(tokenKey(by, token), principal(token), { claims: {}, rememberUntil: until, current });
  };
  return {
    clock,
    memory,
    remember,
    recalled: (token: string, by = "") => memory.recall(tokenKey(by, token))?.id,
  };
}

describe("a remembered token", () => {
  test("is recalled until its time, and not a moment longer", () => {
    const { clock, remember, recalled } = memoryAt(1000);
    remember("t", 2000);
    clock.now = 1999;
    assert.equal(recalled("t"), "t");
    clock.now = 2000;
    assert.equal(recalled("t"), undefined);
    clock.now = 1999;
    assert.equal(recalled("t"), undefined, "what was forgotten does not come back with the clock");
  });

  test("is forgotten for good once what it was verified with is out of date", () => {
    const { remember, recalled } = memoryAt(0);
    let current = true;
    remember("t", 1000, { current: () => current });
    assert.equal(recalled("t"), "t");
    current = false;
    assert.equal(recalled("t"), undefined);
    current = true;
    assert.equal(recalled("t"), undefined);
  });

  test("is not another one: not with another signature, and not where somebody else checks it", () => {
    const { remember, recalled } = memoryAt(0);
    remember("header.payload.signature", 1000, { by: "https://a.example.org" });
    assert.equal(recalled("header.payload.signature", "https://a.example.org"), "header.payload.signature");
    for (const other of ["header.payload.signaturf", "header.payload.", "header.payload.signature="]) {
      assert.equal(recalled(other, "https://a.example.org"), undefined, other);
    }
    assert.equal(recalled("header.payload.signature", "https://b.example.org"), undefined);
    assert.equal(recalled("header.payload.signature"), undefined);
  });

  test("stands for a caller whom no request can change for the next", () => {
    const { memory } = memoryAt(0);
    const claims = { roles: ["reader"], realm_access: { roles: ["reader"] } };
    memory.remember(tokenKey("", "t"), principal("u1", claims), {
      claims,
      rememberUntil: 1,
      current: () => true,
    });
    const recalled = memory.recall(tokenKey("", "t"));
    assert.ok(recalled !== undefined);
    for (const list of [recalled.scopes, recalled.claims.roles, claims.realm_access.roles]) {
      assert.throws(() => (list as string[]).push("administrator"), TypeError);
    }
    assert.throws(() => Object.assign(recalled, { id: "root" }), TypeError);
    assert.throws(() => Object.assign(recalled.claims, { role: "root" }), TypeError);
  });
});

test("what may not be remembered is not, whatever its time is said to be", () => {
  const { remember, recalled } = memoryAt(1000);
  for (const until of [0, 999, 1000, Number.NaN, Number.NEGATIVE_INFINITY]) {
    remember("t", until);
    assert.equal(recalled("t"), undefined, String(until));
  }
});

describe("of more than fits", () => {
  test("the token goes that nobody asked for the longest time", () => {
    const { remember, recalled } = memoryAt(0, { tokens: 2, bytes: 100_000 });
    remember("a", 1000);
    remember("b", 1000);
    assert.equal(recalled("a"), "a");
    remember("c", 1000);
    assert.deepEqual([recalled("a"), recalled("b"), recalled("c")], ["a", undefined, "c"]);
  });

  test("as many go as make room for a large one, and one that is too large by itself is not kept", () => {
    const { memory, remember, recalled } = memoryAt(0, { tokens: 100, bytes: 5000 });
    for (const token of ["a", "b", "c"]) remember(token, 1000);
    const large = (token: string, length: number) =>
      memory.remember(tokenKey("", token), principal(token, { note: "x".repeat(length) }), {
        claims: {},
        rememberUntil: 1000,
        current: () => true,
      });
    large("large", 4000);
    assert.deepEqual([recalled("a"), recalled("c"), recalled("large")], [undefined, "c", "large"]);
    large("too large", 5000);
    assert.deepEqual([recalled("too large"), recalled("large")], [undefined, "large"]);
  });

  test("a token that is remembered again counts once, and not at all once it has become too large", () => {
    const { memory, remember, recalled } = memoryAt(0, { tokens: 100, bytes: 5000 });
    remember("other", 1000);
    for (let time = 0; time < 100; time += 1) remember("again", 1000);
    assert.deepEqual([recalled("other"), recalled("again")], ["other", "again"]);
    const claims = { note: "x".repeat(5000) };
    const verified = { claims, rememberUntil: 1000, current: () => true };
    memory.remember(tokenKey("", "again"), principal("again", claims), verified);
    assert.deepEqual([recalled("other"), recalled("again")], ["other", undefined]);
  });

  test("claims count with their names, and those within lists and objects too", () => {
    for (const claims of [
      { ["x".repeat(5000)]: 1 },
      { a: [["x".repeat(5000)]] },
      { a: { b: "x".repeat(5000) } },
    ]) {
      const { memory, recalled } = memoryAt(0, { tokens: 100, bytes: 5000 });
      const verified = { claims, rememberUntil: 1000, current: () => true };
      memory.remember(tokenKey("", "t"), principal("t", claims), verified);
      assert.equal(recalled("t"), undefined);
    }
  });

  test("claims count that are nested deeper than functions can call each other", () => {
    const { memory, recalled } = memoryAt(0, { tokens: 10, bytes: 10_000_000 });
    let nested: unknown = [];
    for (let depth = 0; depth < 50_000; depth++) nested = [nested];
    memory.remember(tokenKey("", "deep"), principal("deep", { nested }), {
      claims: {},
      rememberUntil: 1000,
      current: () => true,
    });
    assert.equal(recalled("deep"), "deep");
  });
});

type Step =
  | { readonly do: "remember"; readonly token: string; readonly lasts: number; readonly keys: number }
  | { readonly do: "recall"; readonly token: string }
  | { readonly do: "wait"; readonly milliseconds: number }
  | { readonly do: "replace keys"; readonly keys: number };

const tokens = fc.constantFrom("a", "b", "c", "d", "e");
const keySets = fc.integer({ min: 0, max: 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("remember" as const),
      token: tokens,
      lasts: fc.integer({ min: -2, max: 20 }),
      keys: keySets,
    }),
    fc.record({ do: fc.constant("recall" as const), token: tokens }),
    fc.record({ do: fc.constant("wait" as const), milliseconds: fc.integer({ min: 0, max: 8 }) }),
    fc.record({ do: fc.constant("replace keys" as const), keys: keySets }),
  ),
  { maxLength: 60 },
);

/** The rules, written down with no regard to cost: the last one asked for is at the end of the list. */
class Model {
  known: { token: string; until: number; keys: number; version: number }[] = [];
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  recall(token: string, now: number, versions: readonly number[]): boolean {
    const found = this.known.find((each) => each.token === token);
    this.known = this.known.filter((each) => each !== found);
    if (found === undefined || now >= found.until || versions[found.keys] !== found.version) return false;
    this.known.push(found);
    return true;
  }

  remember(token: string, until: number, now: number, keys: number, version: number): void {
    if (until <= now) return;
    this.known = this.known.filter((each) => each.token !== token);
    this.known.push({ token, until, keys, version });
    this.known = this.known.slice(-this.most);
  }
}

test("property: whatever happens, exactly those tokens are recalled that the rules allow", async (t) => {
  const most = 3;
  const property = fc.property(steps, (taken) => {
    const { clock, remember, recalled } = memoryAt(100, { tokens: most, bytes: 1_000_000 });
    const model = new Model(most);
    const versions = [0, 0];
    for (const step of taken) {
      if (step.do === "wait") clock.now += step.milliseconds;
      if (step.do === "replace keys") versions[step.keys] = (versions[step.keys] ?? 0) + 1;
      if (step.do === "remember") {
        const version = versions[step.keys] ?? 0;
        const until = clock.now + step.lasts;
        remember(step.token, until, { current: () => versions[step.keys] === version });
        model.remember(step.token, until, clock.now, step.keys, version);
      }
      if (step.do === "recall") {
        const expected = model.recall(step.token, clock.now, versions) ? step.token : undefined;
        assert.equal(recalled(step.token), expected);
      }
    }
  });
  await holdsFor(runsOf(1000), property, t);
});

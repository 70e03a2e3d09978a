/** A rule that grants nothing beside the others is a mistake, and one that grants anything is none. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AccessRule } from "#core/settings/access-rules";
import { idleRules } from "#core/settings/mistakes/idle-rule";

const issuer = "https://login.example.org";

/** The rules that are named, by their index. */
const idle = (...rules: AccessRule[]) => idleRules(rules).map(({ setting }) => setting.replace(/\D/g, ""));

const read = (who: AccessRule["who"], on: AccessRule["on"]): AccessRule => ({ who, may: ["read"], on });

describe("a rule is idle", () => {
  test("when another grants the same to more callers", () => {
    const wider: [AccessRule["who"], AccessRule["who"]][] = [
      ["signed-in", "anyone"],
      [{ apiKey: "partner" }, "anyone"],
      [{ scope: "a" }, "signed-in"],
      [{ apiKey: "partner" }, { apiKey: "*" }],
      [
        { apiKey: "partner", scope: "a" },
        { apiKey: "*", scope: "a" },
      ],
      [{ apiKey: "*", scope: "a" }, { scope: "a" }],
      [
        { issuer, scope: "a", claim: "b", equals: 1 },
        { claim: "b", equals: 1 },
      ],
      [{ issuer, claim: "b", contains: "c" }, { issuer }],
    ];
    for (const [narrow, wide] of wider) {
      const rules = [
        read(narrow, { collections: ["lakes"] }),
        read(wide, { collections: ["lakes"] }),
      ] as const;
      assert.deepEqual(idle(...rules), ["0"], JSON.stringify([narrow, wide]));
      assert.deepEqual(idle(...rules.toReversed()), ["1"], JSON.stringify([wide, narrow]));
    }
  });

  test("when another grants more to the same callers", () => {
    const one = read("anyone", { collections: ["lakes"] });
    assert.deepEqual(idle(one, read("anyone", { collections: ["*"] })), ["0"]);
    assert.deepEqual(idle(one, read("anyone", { collections: ["rivers", "lakes"], api: true })), ["0"]);
    assert.deepEqual(idle(one, { ...one, may: ["read", "create"] }), ["0"]);
    assert.deepEqual(idle(one, read("anyone", { collections: ["*"], exceptCollections: ["wells"] })), ["0"]);
  });

  test("when several others grant all of it together, target by target", () => {
    const rules = [
      read("anyone", { api: true }),
      read({ apiKey: "*", scope: "a" }, { collections: ["lakes", "wells"], api: true }),
      read("signed-in", { collections: ["*"], exceptCollections: ["wells"] }),
      read({ apiKey: "*" }, { collections: ["wells"] }),
    ];
    assert.deepEqual(idleRules(rules), [
      {
        setting: "accessRules[1]",
        remedy:
          "is idle: accessRules[0], accessRules[2], accessRules[3] together already grant all of it to everyone it is for; remove it, or narrow those",
      },
    ]);
  });

  test("when it is on everything but what others grant by name", () => {
    const most = read("signed-in", { processes: ["*"], exceptProcesses: ["a", "b"] });
    const more = read("signed-in", { processes: ["*"], exceptProcesses: ["a", "c"] });
    assert.deepEqual(idle(most, more), []);
    assert.deepEqual(idle(most, more, read("anyone", { processes: ["c"] })), ["0"]);
  });

  test("when it is an earlier one once more; the earlier one is not named", () => {
    const rule = read({ apiKey: "*", scope: "a" }, { collections: ["lakes", "wells"] });
    const same = read({ scope: "a", apiKey: "*" }, { collections: ["wells", "lakes", "wells"] });
    assert.deepEqual(idle(rule, same, rule), ["1", "2"]);
    assert.match(idleRules([rule, same])[0]?.remedy ?? "", /^is idle: accessRules\[0\] already grants/);
  });

  test("whatever else it names that nobody can ask for", () => {
    const both: AccessRule = {
      who: "anyone",
      may: ["read", "execute"],
      on: { collections: ["a"], processes: ["p"] },
    };
    const processes: AccessRule = { ...both, on: { processes: ["p"] } };
    assert.deepEqual(idle(read("anyone", { collections: ["a"] }), processes, both), ["2"]);
  });
});

describe("a rule is not idle", () => {
  test("when the other asks for something else", () => {
    const others: [AccessRule["who"], AccessRule["who"]][] = [
      ["anyone", "signed-in"],
      ["signed-in", { apiKey: "*" }],
      [{ apiKey: "*" }, { apiKey: "partner" }],
      [{ apiKey: "partner" }, { apiKey: "other" }],
      [{ scope: "a" }, { scope: "b" }],
      [{ scope: "a" }, { issuer, scope: "a" }],
      [
        { claim: "a", equals: 1 },
        { claim: "a", equals: "1" },
      ],
      [
        { claim: "a", equals: "b" },
        { claim: "a", contains: "b" },
      ],
      [
        { claim: "a", equals: "b" },
        { claim: "c", equals: "b" },
      ],
    ];
    for (const [rule, other] of others) {
      const on = { collections: ["*"] };
      assert.ok(!idle(read(rule, on), read(other, on)).includes("0"), JSON.stringify([rule, other]));
    }
  });

  test("when one of its ids or actions is granted by nobody else", () => {
    const rule = read("anyone", { collections: ["lakes", "wells"] });
    assert.deepEqual(idle(rule, read("anyone", { collections: ["lakes"] })), ["1"]);
    assert.deepEqual(idle({ ...rule, may: ["read", "create"] }, rule), ["1"]);
    assert.deepEqual(idle(rule, read("anyone", { processes: ["*"] })), []);
    assert.deepEqual(idle(rule, read("anyone", { collections: ["*"], exceptCollections: ["wells"] })), []);
  });

  test("when it alone is on everything at once, though others grant all of it one by one", () => {
    const all = read("signed-in", { collections: ["*"] });
    const most = read("signed-in", { collections: ["*"], exceptCollections: ["wells"] });
    assert.deepEqual(idle(all, most, read("signed-in", { collections: ["wells"] })), ["1", "2"]);
    const others = [
      read("anyone", { collections: ["*"], exceptCollections: ["wells"] }),
      read("anyone", { collections: ["wells"] }),
    ];
    assert.deepEqual(idle(all, ...others), []);
    const creating = [all, ...others].map((rule): AccessRule => ({ ...rule, may: ["create"] }));
    assert.deepEqual(idle(...creating), ["0"], "nothing creates in everything at once");
  });
});

test("the rules that are named can all go: none of those that remain is idle", () => {
  const rules = [
    read({ scope: "a" }, { collections: ["x"] }),
    read("signed-in", { collections: ["x", "y"] }),
    read("signed-in", { collections: ["y", "x"] }),
    read("anyone", { collections: ["y"] }),
    read("signed-in", { collections: ["x"] }),
  ];
  const named = new Set(idle(...rules));
  const rest = rules.filter((_, index) => !named.has(String(index)));
  assert.ok(rest.length < rules.length);
  assert.deepEqual(idle(...rest), []);
});

describe("is told quickly", () => {
  const ids = Array.from({ length: 10_000 }, (_, number) => `collection-${number}`);
  const may = ["read", "create", "update", "delete", "manage"] as const;
  const timed = (rules: readonly AccessRule[]): string[] => {
    const start = performance.now();
    const named = idle(...rules);
    assert.ok(performance.now() - start < 5000);
    return named;
  };

  test("of rules on 10,000 ids", () => {
    const who = { apiKey: "partner", issuer, scope: "a", claim: "b", equals: 1 };
    const rules: AccessRule[] = Array.from({ length: 10 }, () => ({
      who,
      may: [...may],
      on: { collections: ids },
    }));
    assert.equal(timed(rules).length, 9);
  });

  test("of 10,000 rules, equal or not", () => {
    assert.equal(timed(ids.map((id) => read("signed-in", { collections: [id] }))).length, 0);
    assert.equal(timed(ids.map((id) => read({ scope: id }, { collections: ["*"] }))).length, 0);
    assert.equal(timed(ids.map(() => read("signed-in", { collections: ["*"], api: true }))).length, 9_999);
    const most = ids.map((id) => read("anyone", { collections: ["*"], exceptCollections: [id] }));
    assert.equal(timed(most).length, 9_998);
  });
});

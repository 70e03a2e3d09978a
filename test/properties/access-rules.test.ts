/** What holds of access rules, whatever they are and whoever asks for whatever. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";
import { idleRules } from "#core/settings/mistakes/idle-rule";
import { ids, principal, question } from "#test/contracts/policy-questions";
import { generatedRule } from "#test/policy/meaning-of-access-rules";
import { under, underData } from "./asked-policy.ts";
import { holdsFor, runsOf } from "./seeded.ts";
import { askedOfRules, soundRules } from "./sound-rules.ts";

const rules = fc.array(generatedRule, { maxLength: 5 });

/** Questions that name one collection or one process. */
const askedAboutOne = askedOfRules.filter(
  ({ resource: { collection, process } }) => (collection ?? process) !== undefined,
);

const someRules = fc.oneof({ weight: 1, arbitrary: rules }, { weight: 3, arbitrary: soundRules });

test("taking a rule away never allows more", async (t) => {
  let [allowed, refused] = [0, 0];
  const runs = runsOf(30_000);
  const property = fc.property(
    someRules,
    fc.nat(),
    fc.oneof(question, askedOfRules),
    (written, which, asked) => {
      const rest = written.toSpliced(which % Math.max(written.length, 1), 1);
      if (!under(rest).decision(asked).allow) refused += 1;
      else {
        allowed += 1;
        assert.equal(under(written).decision(asked).allow, true);
      }
    },
  );
  await holdsFor(runs, property, t);
  assert.ok(allowed > runs / 50 && refused > runs / 50, `${allowed} allowed, ${refused} refused`);
});

test("a rule on one collection or process changes no answer about another", async (t) => {
  const others = ["lakes", "__proto__", "rivers", "lake", "lakes2", "wells", "LAKES", "lakes "];
  const property = fc.property(
    someRules,
    generatedRule,
    fc.nat(),
    askedAboutOne,
    (written, { who, may }, which, asked) => {
      const { collection, process } = asked.resource;
      const ids = others.filter((id) => id !== (collection ?? process));
      const id = ids[which % ids.length] ?? "";
      const rule: AccessRule = { who, may, on: { collections: [id], processes: [id] } };
      const before = under(written).decision(asked);
      assert.deepEqual(under([...written, rule]).decision(asked), before);
    },
  );
  await holdsFor(runsOf(20_000), property, t);
});

test("an answer about a collection or process needs no grants but those on it and on all of them", async (t) => {
  const property = fc.property(someRules, askedAboutOne, (written, asked) => {
    const data = policyData(written);
    const { grants } = data.ogcapi.access;
    const [area, id] =
      asked.resource.process === undefined
        ? (["collections", asked.resource.collection ?? ""] as const)
        : (["processes", asked.resource.process] as const);
    const own = Object.entries(grants[area] ?? {}).filter(([key]) => key === id || key === "*");
    const needed = { ogcapi: { access: { grants: { [area]: Object.fromEntries(own) } } } };
    assert.deepEqual(underData(needed).decision(asked), underData(data).decision(asked));
  });
  await holdsFor(runsOf(20_000), property, t);
});

test("of many candidates those are visible that the decision allows to read, or to execute", async (t) => {
  const anyId = fc.oneof(fc.constantFrom<unknown[]>(...ids, "lakes2", 7, null, ["lakes"]), fc.string());
  const candidates = fc.record({
    type: fc.constantFrom("collection", "process"),
    ids: fc.array(anyId, { maxLength: 6 }),
  });
  const property = fc.property(someRules, principal, candidates, (written, caller, asked) => {
    const policy = under(written);
    const may = (type: string, id: unknown, action: string) =>
      policy.decision({ resource: { type, [asked.type]: id, action }, principal: caller }).allow;
    const seen = asked.ids.filter((id) =>
      asked.type === "collection"
        ? may("collection", id, "read")
        : may("process", id, "read") || may("execution", id, "execute"),
    );
    assert.deepEqual(policy.rule("visible", { principal: caller, candidates: asked }), seen);
  });
  await holdsFor(runsOf(10_000), property, t);
});

test("the explanation names a rule where the decision allows, and each that it names is enough", async (t) => {
  const runs = runsOf(15_000);
  let several = 0;
  const property = fc.property(someRules, fc.oneof(question, askedOfRules), (written, asked) => {
    const policy = under(written);
    const { allow } = policy.decision(asked);
    const explanation = policy.rule("explanation", asked) as Explanation;
    const missing = explanation.missing.map(({ rule }) => rule);
    assert.equal(explanation.granted_by.length > 0, allow);
    if (explanation.granted_by.length > 1) several += 1;
    written.forEach((rule, index) => {
      const enough = under([rule]).decision(asked).allow;
      assert.equal(explanation.granted_by.includes(index), enough);
      if (enough) assert.ok(!missing.includes(index));
    });
  });
  await holdsFor(runs, property, t);
  assert.ok(several > runs / 100, `${several} answers named several rules`);
});

test("a rule that is told to be idle can go without changing any answer, and then no other is", async (t) => {
  const runs = runsOf(25_000);
  let found = 0;
  const property = fc.property(soundRules, askedOfRules, (written, asked) => {
    const idle = new Set(idleRules(written).map(({ setting }) => Number(/\d+/.exec(setting)?.[0])));
    const rest = written.filter((_, index) => !idle.has(index));
    assert.deepEqual(idleRules(rest), []);
    if (idle.size === 0) return;
    found += 1;
    assert.deepEqual(under(rest).decision(asked), under(written).decision(asked));
  });
  await holdsFor(runs, property, t);
  assert.ok(found > runs / 10, `only ${found} of ${runs} sets of rules had an idle one`);
});

interface Explanation {
  readonly granted_by: readonly number[];
  readonly missing: readonly { readonly rule: number; readonly conditions: readonly string[] }[];
}

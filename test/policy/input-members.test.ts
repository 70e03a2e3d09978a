/** What a policy can read of the input document is told by OPA's plan of it, and where that is uncertain, all of it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readInputMembers, wasmModule, withInputMembers } from "#adapters/opa/wasm-module";
import { WasmPolicy } from "#adapters/opa/wasm-policy";
import { answersPolicy, shippedPolicy, shippedRules } from "#test/contracts/policy-fixtures";
import { anyQuestion } from "#test/contracts/policy-questions";
import { inputMembers } from "../../policy/input-members.ts";

const input = { type: "local", value: 0 };
const other = { type: "local", value: 5 };
const place = { file: 0, col: 0, row: 0, end_col: 0, end_row: 0 };
const strings = [{ value: "principal" }, { value: "request" }, { value: "__proto__" }];
const named = (index: number) => ({ type: "string_index", value: index });

type Statement = readonly [type: string, fields: object];

const block = (...statements: readonly Statement[]) => ({
  stmts: statements.map(([type, fields]) => ({ type, stmt: { ...fields, ...place } })),
});

/** A plan as OPA writes it, with these statements in a function that its only entry point calls. */
const planOf = (...statements: readonly Statement[]) => ({
  static: { strings },
  plans: {
    plans: [
      {
        blocks: [
          block(["CallStmt", { func: "g0.rule", args: [input, { type: "local", value: 1 }], result: 2 }]),
        ],
      },
    ],
  },
  funcs: { funcs: [{ name: "g0.rule", params: [0, 1], return: 2, blocks: [block(...statements)] }] },
});

const reading = (index: number): Statement => ["DotStmt", { source: input, key: named(index), target: 4 }];

describe("of a plan", () => {
  test("the members that are read by name are told, also deep in blocks, sorted and once", () => {
    const nested: Statement = ["NotStmt", { block: block(["BlockStmt", { blocks: [block(reading(0))] }]) }];
    assert.deepEqual(inputMembers(planOf(reading(1), nested, reading(1))), ["principal", "request"]);
    assert.deepEqual(inputMembers(planOf()), []);
  });

  test("members of anything else are none of the input document", () => {
    assert.deepEqual(inputMembers(planOf(["DotStmt", { source: other, key: named(0), target: 4 }])), []);
  });

  test("a number is not taken for the variable that holds the input document", () => {
    const numbers: readonly Statement[] = [
      ["MakeNumberIntStmt", { value: 0, target: 4 }],
      ["BreakStmt", { index: 0 }],
      ["MakeArrayStmt", { capacity: 0, target: 4 }],
    ];
    assert.deepEqual(inputMembers(planOf(...numbers, reading(0))), ["principal"]);
  });

  for (const [says, statement] of [
    ["a member by a name that is not known", ["DotStmt", { source: input, key: other, target: 4 }]],
    ["a member of something, named by it", ["DotStmt", { source: other, key: input, target: 4 }]],
    ["it as a whole", ["AssignVarStmt", { source: input, target: 4 }]],
    ["all of its members", ["ScanStmt", { source: 0, key: 4, value: 5, block: block() }]],
    ["it in a built-in function", ["CallStmt", { func: "count", args: [input], result: 4 }]],
    [
      "it in a function, as another argument",
      ["CallStmt", { func: "g0.rule", args: [input, other, input], result: 4 }],
    ],
    ["it in a function that is chosen then", ["CallDynamicStmt", { args: [0, 1], path: [], result: 4 }]],
    ["it in the place of another", ["WithStmt", { local: 0, path: [], value: other, block: block() }]],
    ["it in a statement that nobody knows", ["NewStmt", { anything: input }]],
    ["a member that is no member like others", reading(2)],
  ] as const satisfies readonly (readonly [string, Statement])[]) {
    test(`that reads ${says}, nothing is told`, () => {
      assert.equal(inputMembers(planOf(reading(0), statement)), undefined);
    });
  }

  test("whose functions have the input document elsewhere, nothing is told", () => {
    const plan = planOf(reading(0));
    plan.funcs.funcs[0]?.params.reverse();
    assert.equal(inputMembers(plan), undefined);
  });
});

describe("a module", () => {
  const told = (wasm: Uint8Array) => readInputMembers(wasmModule(wasm));

  test("that was compiled here says what its Rego can read", () => {
    assert.deepEqual(told(shippedPolicy.wasm), ["candidates", "principal", "resource"]);
    const office = new URL("../../docs/policy/examples/own-rego/compiled/policy.wasm", import.meta.url);
    assert.deepEqual(told(readFileSync(office)), ["candidates", "principal", "request", "resource"]);
  });

  test("whose Rego uses the whole document does not say so, and neither does one of another maker", () => {
    assert.equal(told(answersPolicy("echo").wasm), undefined);
  });

  test("says any list of names, and nothing when it says it twice", () => {
    const { wasm } = answersPolicy("echo");
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary-ascii", maxLength: 200 })), (names) => {
        const saying = withInputMembers(wasm, names);
        assert.deepEqual(told(saying), names);
        assert.equal(told(withInputMembers(saying, names)), undefined);
      }),
    );
  });
});

test("the policy that ships answers as if it were told the whole document", () => {
  const loaded = (wasm: Uint8Array) => {
    const policy = new WasmPolicy(wasm);
    policy.setData(JSON.stringify(shippedPolicy.data));
    return policy;
  };
  const policies = [
    loaded(shippedPolicy.wasm),
    // Saying it twice is saying nothing.
    loaded(withInputMembers(shippedPolicy.wasm, [])),
  ];
  const more = fc.dictionary(fc.constantFrom("request", "kind", "action", "constructor"), fc.jsonValue());
  fc.assert(
    fc.property(anyQuestion, more, (question, members) => {
      const asked =
        typeof question === "object" && question !== null && !Array.isArray(question)
          ? { ...members, ...question }
          : question;
      for (const rule of shippedRules) {
        const [one, all] = policies.map((policy) => policy.evaluate(asked, policy.entrypoints[rule] ?? -1));
        assert.deepEqual(one, all);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a policy is told the members that its module names, and no others", () => {
  const { wasm, decision } = answersPolicy("echo");
  const policy = new WasmPolicy(withInputMembers(wasm, ["resource", "principal", "absent"]));
  policy.setData("{}");
  const answer = (document: unknown) => policy.evaluate(document, policy.entrypoints[decision] ?? -1);
  assert.deepEqual(answer({ request: 1, principal: null, resource: { type: "job" } }), [
    { result: { principal: null, resource: { type: "job" } } },
  ]);
  assert.deepEqual(answer({ request: 1 }), [{ result: {} }]);
  assert.deepEqual(answer(["request"]), [{ result: ["request"] }]);
});

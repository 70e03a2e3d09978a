/** A key that comes by the query goes no further than the authenticator: no question, no trace, no outcome holds it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import { withoutKeyParameter } from "#core/authenticate/api-key/key-parameter";
import { policyInput } from "#core/authorize/input/policy-input";
import { visible } from "#core/authorize/visible";
import { DecisionTrace } from "#core/decision-trace";
import { decide, type Pipeline } from "#core/pipeline";
import { anonymous } from "#core/principal";
import { asked, noHurry, unjudged } from "./asked.ts";

const key = `key-${crypto.randomUUID()}`;
const query = { limit: ["10"], key: [key, key], KEY: [`${key}, misplaced`], keys: ["another parameter"] };

/** A trace that keeps all that it is told. */
class Keeping extends DecisionTrace {
  readonly told: unknown[] = [];
  override request(request: unknown): void {
    this.told.push(request);
  }
  override question(input: unknown): void {
    this.told.push(input);
  }
}

function pipelineOf(queryParameter: string | undefined) {
  const questions: { readonly request: { readonly query: object } }[] = [];
  const pipeline: Pipeline = {
    authenticate: apiKeyAuthenticator(
      { header: "X-API-Key", basic: false, queryParameter },
      { find: async (text) => (text === key ? known : { rejected: "api_key_unknown" }) },
    ),
    policy: {
      async evaluate(input, _deadline, rule) {
        questions.push(input as (typeof questions)[number]);
        return { result: rule === undefined ? true : [] };
      },
    },
    input: policyInput({ input: "ogcapi", headers: ["x-project"] }),
    keyParameter: queryParameter,
  };
  return { pipeline, questions };
}

const known = { name: "partner", id: "abcdefghijkl", scopes: [] };

describe("the query parameter that carries keys", () => {
  test("recognises the caller, and is in nothing that a decision tells anybody", async () => {
    const { pipeline, questions } = pipelineOf("key");
    const trace = new Keeping(() => 0);
    const outcome = await decide(pipeline, { ...unjudged("GET", "/collections"), query }, noHurry, trace);
    assert.equal(outcome.kind === "allowed" && outcome.principal.id, "partner");
    assert.deepEqual(
      questions.map(({ request }) => ({ ...request.query })),
      [{ limit: ["10"], keys: ["another parameter"] }],
    );
    assert.equal(trace.told.length, 2);
    assert.ok(!JSON.stringify([questions, trace, outcome]).includes(key));
  });

  test("is left out where its value is nobody's key as well, and where the header holds the same key", async () => {
    const { pipeline, questions } = pipelineOf("key");
    const request = { ...unjudged("GET", "/", { "x-api-key": key }), query };
    await decide(pipeline, request, noHurry, new Keeping(() => 0));
    assert.deepEqual(
      questions.map(({ request: { query: seen } }) => Object.keys(seen)),
      [["limit", "keys"]],
    );
    const trace = new Keeping(() => 0);
    const unknown = { ...unjudged("GET", "/"), query: { key: ["nobody's"] } };
    const outcome = await decide(pipeline, unknown, noHurry, trace);
    assert.equal(outcome.kind === "challenged" && outcome.reason, "api_key_unknown");
    assert.ok(!JSON.stringify(trace).includes("nobody's"));
  });

  for (const name of ["Key", "KEY", "%6bey", "%4bey", "k%65y", "%E2%84%AAey"]) {
    test(`recognises nobody as ${name}, and is left out all the same`, async () => {
      const { pipeline, questions } = pipelineOf("key");
      const trace = new Keeping(() => 0);
      const asked = { ...unjudged("GET", "/"), query: { [name]: [key], f: ["json"] } };
      const outcome = await decide(pipeline, asked, noHurry, trace);
      assert.equal(outcome.kind === "allowed" && outcome.principal.kind, "anonymous");
      assert.deepEqual(
        questions.map(({ request: { query: seen } }) => Object.keys(seen)),
        [["f"]],
      );
      assert.ok(!JSON.stringify([questions, trace]).includes(key));
    });
  }

  test("is no other parameter, however that is encoded", async () => {
    const { pipeline, questions } = pipelineOf("key");
    const query = { "%6bey%": ["a"], "%ff": ["b"], "%256bey": ["c"], keys: ["d"], " key": ["e"] };
    await decide(pipeline, { ...unjudged("GET", "/"), query }, noHurry, new Keeping(() => 0));
    assert.deepEqual({ ...questions[0]?.request.query }, query);
  });

  test("is left out of a question about many resources", async () => {
    const { pipeline, questions } = pipelineOf("key");
    const request = { ...asked("GET", "/collections"), query };
    const listing = { request, principal: anonymous, type: "collection", candidates: ["wells"] } as const;
    await visible(pipeline, listing, noHurry, "ogcapi/authz/visible");
    await visible(pipeline, listing, noHurry);
    assert.equal(questions.length, 2);
    assert.ok(!JSON.stringify(questions).includes(key));
  });

  test("is a parameter like any other where the settings name none", async () => {
    const { pipeline, questions } = pipelineOf(undefined);
    await decide(pipeline, { ...unjudged("GET", "/"), query }, noHurry, new Keeping(() => 0));
    assert.deepEqual(
      questions.map(({ request }) => request.query),
      [query],
    );
  });
});

test("what is left out beside the key's parameter is nothing, also of a name that objects have of their own", () => {
  const query = JSON.parse('{"__proto__": ["a"], "constructor": ["b"], "key": ["c"]}');
  const { query: left } = withoutKeyParameter({ ...asked("GET", "/"), query }, "key");
  assert.deepEqual(Object.entries(left), [
    ["__proto__", ["a"]],
    ["constructor", ["b"]],
  ]);
});

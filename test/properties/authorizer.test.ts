/** What holds of the authorizer for every event, with its real parts: bounds, exactness, and secrets that stay secret. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { evaluatePolicy } from "#local/gateway/authorize/iam-evaluation";
import { requestEvent, stageArn } from "#test/core/gateway/event";
import { keyParameter, type TestAuthorizer, testAuthorizer } from "./authorizer-parts.ts";
import { holdsFor } from "./seeded.ts";

let parts: TestAuthorizer;
before(async () => {
  parts = await testAuthorizer();
});
after(() => parts.close());

/** What became of an event: an effect, or the message of a known error; anything else fails the test. */
async function outcomeOf({ handler }: TestAuthorizer, event: unknown): Promise<string> {
  try {
    const { principalId, policyDocument, context } = await handler(event);
    assert.ok(principalId.length > 0);
    assert.equal(policyDocument.Version, "2012-10-17");
    assert.ok(Object.values(context).every((value) => typeof value === "string"));
    const [{ Effect, Action, Resource }] = policyDocument.Statement;
    assert.equal(Action, "execute-api:Invoke");
    assert.ok(Resource.length <= 512);
    if (Effect === "Allow") assert.doesNotMatch(Resource, /[*?]|\$\{/);
    return Effect;
  } catch (error) {
    assert.ok(error instanceof Error);
    if (error.message === "Unauthorized") return error.message;
    assert.equal(error.name, "AuthorizerFault", error.stack);
    return error.name;
  }
}

const segment = fc.constantFrom(
  "collections",
  "wells",
  "lakes",
  "items",
  "processes",
  "..",
  "%2F",
  "%63",
  "",
  "*",
  "$%7Bx%7D",
  "a%2Ab",
  "jobs",
  "7",
);
const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join("/")}`);
const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
const anything = fc.jsonValue({ maxDepth: 2 });

/** Events as API Gateway sends them, with credentials that are valid, nearly valid, and in the wrong place. */
function validEvents({ canaries }: TestAuthorizer, asked = path) {
  const credential = fc.constantFrom<Record<string, string>>(
    {},
    { "X-API-Key": canaries.key },
    { "x-api-key": `${canaries.key} ` },
    { Authorization: `Bearer ${canaries.token}` },
    { authorization: `Bearer ${canaries.token}x` },
    { authorization: canaries.token, "x-api-key": canaries.key },
    { "X-API-Key": canaries.key, "x-Api-key": canaries.token },
    { cookie: canaries.token, authorization: `Basic ${canaries.key}` },
    { authorization: `Basic ${canaries.basic}` },
    { authorization: `Basic ${canaries.basic}`, "X-API-Key": canaries.key },
  );
  const query = fc.constantFrom<Record<string, readonly string[]> | null>(
    null,
    { [keyParameter]: [canaries.key], limit: ["10"] },
    { [keyParameter]: [canaries.key, canaries.token] },
    { [keyParameter]: [` ${canaries.key}`] },
    { [keyParameter]: [`${canaries.key}x`], limit: ["10"] },
    { [keyParameter.toUpperCase()]: [canaries.key], limit: ["10"] },
    {
      [`%${keyParameter.charCodeAt(0).toString(16)}${keyParameter.slice(1)}`]: [canaries.key],
      limit: ["10"],
    },
  );
  return fc
    .tuple(method, asked, credential, query)
    .map(([verb, at, headers, multiValueQueryStringParameters]) =>
      requestEvent(verb, at, headers, { multiValueQueryStringParameters }),
    );
}

/** Valid events, and events of which members are anything at all. */
function events(authorizer: TestAuthorizer): fc.Arbitrary<unknown> {
  const valid = validEvents(authorizer);
  const names = Object.keys(requestEvent("GET", "/"));
  const broken = fc
    .tuple(valid, fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 3 }))
    .map(([event, members]) => ({ ...event, ...members }));
  return fc.oneof(valid, broken, anything);
}

test("no event makes the authorizer do anything but answer with a valid policy or throw one of two errors", async (t) => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(events(parts), async (event) => {
    seen.add(await outcomeOf(parts, event));
  });
  await holdsFor(3000, property, t);
  assert.deepEqual([...seen].sort(), ["Allow", "AuthorizerFault", "Deny", "Unauthorized"]);
});

test("the policy allows the method that was asked for and none of 10,000 others", async (t) => {
  const asked = `${stageArn}/GET/collections/lakes/items`;
  const { policyDocument } = await parts.handler(requestEvent("GET", "/collections/lakes/items"));
  const evaluate = (arn: string) => evaluatePolicy(policyDocument, "execute-api:Invoke", arn).kind;
  assert.equal(evaluate(asked), "allow");

  const [, prefix = ""] = /^(.*:)[^:]*$/.exec(stageArn) ?? [];
  const part = fc.constantFrom(
    "a1b2c3d4e5",
    "v1",
    "v2",
    "GET",
    "POST",
    "get",
    "collections",
    "lakes",
    "items",
    "*",
    "?",
    "",
  );
  const other = fc.array(part, { minLength: 1, maxLength: 8 }).map((words) => `${prefix}${words.join("/")}`);
  const near = fc.constantFrom(
    `${asked}/`,
    `${asked}/1`,
    asked.slice(0, -1),
    asked.toUpperCase(),
    `${asked}x`,
  );
  const property = fc.property(fc.oneof(other, near), (arn) => arn === asked || evaluate(arn) !== "allow");
  await holdsFor(10_000, property, t);
});

/** The name of the secret that a text holds, or holds a good part of. */
const leakOf = ({ canaries }: TestAuthorizer, text: string) =>
  Object.entries(canaries).find(
    ([, secret]) => text.includes(secret) || text.includes(secret.slice(10, 40)),
  )?.[0];

test("a policy that repeats all that it is asked repeats no key, wherever that came from", async (t) => {
  const repeating: PolicyEngine = {
    evaluate: async (input) => ({ result: { allow: true, context: { asked: JSON.stringify(input) } } }),
  };
  const repeated = await testAuthorizer(repeating);
  t.after(() => repeated.close());
  const answers = new Map<string, number>();
  const canonical = fc.constantFrom("/", "/collections", "/collections/lakes/items", "/processes/hello");
  const property = fc.asyncProperty(validEvents(repeated, canonical), async (event) => {
    const said = await repeated.handler(event).then(JSON.stringify, String);
    assert.equal(leakOf(repeated, said), undefined);
    for (const sign of ["partner", "limit"]) {
      if (said.includes(sign)) answers.set(sign, (answers.get(sign) ?? 0) + 1);
    }
  });
  await holdsFor(2000, property, t);
  const [recognised, withQuery] = [answers.get("partner") ?? 0, answers.get("limit") ?? 0];
  assert.ok(recognised > 50 && withQuery > 20, `${recognised} keys recognised, ${withQuery} queries told`);
  t.diagnostic(`${recognised} keys recognised, ${withQuery} queries told`);
});

test("no log line, error, policy or context holds a key, a pepper or a token, on any path", async (t) => {
  const leaks = (text: string) => leakOf(parts, text);
  const property = fc.asyncProperty(events(parts), async (event) => {
    parts.lines.length = 0;
    let said: string;
    try {
      said = JSON.stringify(await parts.handler(event));
    } catch (error) {
      said = error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : String(error);
    }
    assert.equal(leaks(said), undefined);
    assert.equal(leaks(JSON.stringify(parts.lines)), undefined);
    assert.equal(parts.lines.length, 1, "one decision line per event");
  });
  await holdsFor(2000, property, t);
});

test("no engine answer but exactly true lets a request through", async (t) => {
  let result: unknown;
  let [allows, refuses] = [0, 0];
  const engine = await testAuthorizer({ evaluate: async () => ({ result }) });
  try {
    const nearlyTrue = fc.constantFrom<unknown>(
      true,
      "true",
      1,
      [true],
      { allow: true },
      { allow: "true" },
      { result: true },
    );
    const property = fc.asyncProperty(
      fc.oneof(anything, nearlyTrue, fc.constant(undefined)),
      async (answer) => {
        result = answer;
        const allowed = (await outcomeOf(engine, requestEvent("GET", "/"))) === "Allow";
        const exactlyTrue = answer === true || (answer as { allow?: unknown } | null)?.allow === true;
        assert.ok(!allowed || exactlyTrue);
        if (allowed) allows += 1;
        else refuses += 1;
      },
    );
    await holdsFor(2000, property, t);
    assert.ok(allows > 20 && refuses > 20, `${allows} allowed, ${refuses} refused`);
  } finally {
    engine.close();
  }
});

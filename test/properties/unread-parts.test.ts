/** What the policy does not read of a request changes nothing of the answer. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { requestEvent } from "#test/core/gateway/event";
import { type TestAuthorizer, testAuthorizer } from "./authorizer-parts.ts";
import { holdsFor, runsOf } from "./seeded.ts";

let parts: TestAuthorizer;
before(async () => {
  parts = await testAuthorizer();
});
after(() => parts.close());

const segment = fc.constantFrom("wells", "lakes", "secret", "none");
const text = fc.string({ maxLength: 8 });

/** Paths before and after an item's id; without one they name the collection or the list. */
const place = fc.oneof(
  segment.map((id) => [`/collections/${id}/items/`, ""] as const),
  segment.map((id) => [`/collections/${id}/items`, undefined] as const),
  segment.map((id) => [`/collections/${id}`, undefined] as const),
  fc
    .constantFrom("/", "/collections", "/processes/wells/execution", "/search", "/jobs/1")
    .map((path) => [path, undefined] as const),
);
const itemId = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

/** Headers that are no credential, and say neither what a body is nor that another method is meant. */
const headers = fc.dictionary(
  fc.constantFrom(
    "Accept",
    "User-Agent",
    "X-Forwarded-For",
    "Accept-Language",
    "Prefer",
    "X-Project",
    "Cookie",
  ),
  text,
);
const query = fc.dictionary(
  fc.constantFrom("f", "limit", "bbox", "filter", "collections", "api_key", "ids"),
  text,
);

/** All of a request that nothing in the settings of these parts lets the policy depend on. */
const unread = fc.record({
  item: itemId,
  headers,
  query,
  time: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  sourceIp: fc.ipV4(),
});
type Unread = typeof unread extends fc.Arbitrary<infer Value> ? Value : never;

/** What becomes of a request: the effect and what the backend is told, or the error; never the path. */
async function outcomeOf(event: Record<string, unknown>): Promise<unknown> {
  try {
    const { principalId, policyDocument, context } = await parts.handler(event);
    return { principalId, effect: policyDocument.Statement.map(({ Effect }) => Effect), context };
  } catch (error) {
    return String(error);
  }
}

test("a request that differs in query, headers, time, address or item has the same outcome", async (t) => {
  const { key, token } = parts.canaries;
  const credential = fc.constantFrom<Record<string, string>>(
    {},
    { "X-API-Key": key },
    { Authorization: `Bearer ${token}` },
    { "X-API-Key": `${key}x` },
  );
  const effects = new Set<string>();
  const property = fc.asyncProperty(
    fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
    place,
    credential,
    unread,
    unread,
    async (method, [path, item], shown, one, other) => {
      const ask = (chosen: Unread) => {
        const event = requestEvent(method, item === undefined ? path : `${path}${chosen.item}`, {
          ...chosen.headers,
          ...shown,
        });
        const { requestContext } = event as { requestContext: object };
        return outcomeOf({
          ...event,
          queryStringParameters: chosen.query,
          multiValueQueryStringParameters: Object.fromEntries(
            Object.entries(chosen.query).map(([name, value]) => [name, [value]]),
          ),
          requestContext: {
            ...requestContext,
            requestTimeEpoch: chosen.time,
            identity: { sourceIp: chosen.sourceIp },
          },
        });
      };
      const [before, after] = [await ask(one), await ask(other)];
      assert.deepEqual(after, before);
      effects.add(
        typeof before === "string" ? before : JSON.stringify((before as { effect: unknown }).effect),
      );
    },
  );
  await holdsFor(runsOf(10_000), property, t);
  assert.deepEqual([...effects].sort(), ["Error: Unauthorized", '["Allow"]', '["Deny"]']);
});

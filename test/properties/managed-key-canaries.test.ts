/** No line, error, policy or context holds anything of a managed key or its digest, however it fails. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { requestEvent } from "#test/core/gateway/event";
import { type TestAuthorizer, testAuthorizer } from "./authorizer-parts.ts";
import { holdsFor } from "./seeded.ts";

let parts: TestAuthorizer;
before(async () => {
  parts = await testAuthorizer();
});
after(() => parts.close());

/** All ways on which a canary must have been. */
const ways = [
  ...["policy_allowed", "api_key_malformed", "api_key_checksum", "api_key_environment", "api_key_mismatch"],
  ...["api_key_unknown", "api_key_disabled", "api_key_revoked", "api_key_expired"],
  ...["pepper_missing", "internal_error", "token_not_jwt", "api_key_doubled"],
];

/** Characters of the secret part, of a key that is presented. */
const [secretFrom, secretTo] = [25, 50];

const leaks = (text: string) =>
  [
    ...Object.entries(parts.canaries),
    ...parts.managedKeys.keys.map((key) => [key.slice(0, 9), key.slice(secretFrom, secretTo)] as const),
  ].find(([, secret]) => text.includes(secret) || text.includes(secret.slice(10, 40)))?.[0];

test("no managed key, part of one, or digest of one is in what the authorizer says, on any way", async (t) => {
  const seen = new Set<string>();
  const key = fc.constantFrom(...parts.managedKeys.keys);
  const headers = fc.oneof(
    key.map((each): Record<string, string> => ({ "x-api-key": each, cookie: each, "user-agent": each })),
    key.map((each) => ({ authorization: `Bearer ${each}` })),
    key.map((each) => ({ "x-api-key": each, "X-API-Key": `${each}2` })),
  );
  const path = fc.constantFrom("/", "/collections/lakes", "/collections/wells/items", "/collections/none");
  const property = fc.asyncProperty(path, headers, async (at, given) => {
    parts.lines.length = 0;
    const said = await parts.handler(requestEvent("GET", at, given)).then(JSON.stringify, (error: Error) => {
      return `${error.name} ${error.message} ${error.stack}`;
    });
    assert.equal(leaks(said), undefined);
    assert.equal(leaks(JSON.stringify(parts.lines)), undefined);
    seen.add(parts.lines[0]?.reason ?? "");
  });
  await holdsFor(3000, property, t);
  for (const way of ways) assert.ok(seen.has(way), `${way} is not among ${[...seen]}`);
});

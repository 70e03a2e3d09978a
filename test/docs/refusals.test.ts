/** What docs/security.md says of refusals is what the stack deploys. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exceptionBody } from "#core/http/exception-body";
import { gatewayExceptions } from "#infra/constructs/gateway-exceptions";

const text = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");

/** The text between two marks. */
function marked(name: string): string {
  const found = new RegExp(`<!-- ${name}:begin -->\\n([^]*?)<!-- ${name}:end -->`).exec(text)?.[1];
  assert.ok(found, `docs/security.md has no part ${name}`);
  return found;
}

test("the example is the body of a 403 with help and reason", () => {
  const example = JSON.parse(marked("example").replace(/```(json)?/g, ""));
  const forbidden = gatewayExceptions.ACCESS_DENIED;
  assert.ok(forbidden);
  const body = exceptionBody(forbidden, { helpUrl: example.helpUrl, reason: true })
    .replace("$context.authorizer.reason", "not_granted")
    .replace("$context.extendedRequestId", example.extendedRequestId);
  assert.equal(JSON.stringify(example), body);
});

test("the table has every status that the stack gives to an answer of API Gateway's own", () => {
  const told = [...marked("refusals").matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, statuses = ""]) =>
    statuses.split(", ").map(Number),
  );
  const given = Object.values(gatewayExceptions).flatMap(({ status }) => status ?? []);
  assert.deepEqual(told.sort(), [...new Set(given)].sort());
});

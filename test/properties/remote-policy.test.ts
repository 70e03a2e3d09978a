/** What holds of an authorizer that shows a client's token to a remote OPA: neither that token nor its own is ever told. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { opaToken } from "#adapters/opa/opa-token";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { requestEvent } from "#test/core/gateway/event";
import { type TestAuthorizer, testAuthorizer } from "./authorizer-parts.ts";
import { holdsFor } from "./seeded.ts";

/** Answers of an OPA, or of what stands in its place, most of which repeat what they were asked. */
const behaviours: Readonly<Record<string, (body: string, authorization: string) => [number, string] | null>> =
  {
    allows: () => [200, '{"result": true}'],
    refuses: () => [200, '{"result": false}'],
    "allows a document of its package": (body) => [200, `{"result": {"allow": true, "echo": ${body}}}`],
    "answers with the question": (body) => [200, body],
    "answers with the question as its result": (body) => [200, `{"result": ${body}}`],
    "answers with the question as a reason": (body) => [
      200,
      JSON.stringify({ result: { allow: false, reason: body, context: { body } } }),
    ],
    "answers with the header": (_, authorization) => [200, authorization],
    "refuses us": (body, authorization) => [401, `${body}${authorization}`],
    fails: (body) => [500, body],
    redirects: (body) => [307, body],
    "hangs up": () => null,
    "undefines its decision": () => [200, "{}"],
  };

let behaviour = "allows";
const bearer = `canary-opa-${crypto.randomUUID()}`;
const authorizations = new Set<string | undefined>();
const bodies: string[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const { authorization } = request.headers;
    authorizations.add(authorization);
    bodies.push(body);
    const said = behaviours[behaviour]?.(body, authorization ?? "");
    if (said) response.writeHead(said[0]).end(said[1]);
    else request.socket.destroy();
  });
}

const server = createServer(answer);
let parts: TestAuthorizer;
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const engine = remotePolicyEngine({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    decision: "demoapi/authz/allow",
    timeoutMilliseconds: 2000,
    maximumAnswerBytes: 65_536,
    token: opaToken(async () => ({ text: bearer, createdAt: 0 }), Date.now),
    writing: "python",
  });
  parts = await testAuthorizer(engine, "method-api-jwt");
});
after(() => {
  parts.close();
  server.closeAllConnections();
  server.close();
});

test("no log line, error, policy or context holds a token, whatever OPA answers", async (t) => {
  const { token } = parts.canaries;
  const secrets = [bearer, ...token.split(".")];
  const seen = new Set<string>();
  const property = fc.asyncProperty(
    fc.constantFrom(...Object.keys(behaviours)),
    fc.constantFrom("GET", "POST", "DELETE"),
    fc.constantFrom("/", "/collections/wells/items", "/sayhello", "/a%2Fb"),
    fc.constantFrom(`Bearer ${token}`, `bearer  ${token}`, `Bearer ${token}x`, undefined),
    async (how, method, path, authorization) => {
      behaviour = how;
      parts.lines.length = 0;
      let said: string;
      try {
        said = JSON.stringify(
          await parts.handler(requestEvent(method, path, authorization ? { authorization } : {})),
        );
      } catch (error) {
        said = error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : String(error);
      }
      const told = `${said}${JSON.stringify(parts.lines)}`;
      for (const secret of secrets) assert.ok(!told.includes(secret), `${how}: ${told}`);
      seen.add(parts.lines[0]?.outcome ?? "");
    },
  );
  await holdsFor(1500, property, t);
  assert.deepEqual([...seen].sort(), ["allowed", "challenged", "fault", "forbidden"]);
  assert.deepEqual([...authorizations], [`Bearer ${bearer}`]);
  assert.ok(bodies.length > 100 && bodies.every((body) => body.includes(token)));
});

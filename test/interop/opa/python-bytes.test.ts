/** What is sent to OPA in the foreign formats, byte for byte what a real Python makes of the same claims and requests. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { remotePolicyEngine } from "#adapters/opa/remote";
import { accessRequest } from "#core/access-request";
import { type PolicyInputSettings, policyInput } from "#core/authorize/input/policy-input";
import { ogcResource } from "#core/ogc-resource";
import { anonymous } from "#core/principal";
import { serving } from "#test/adapters/opa/misbehaving-server";
import { inTime } from "#test/contracts/policy-engine";
import { findPython } from "../runner/find-python.ts";
import { commandRunner } from "../runner/run-command.ts";

/** One request a line in, one body a line out, by the contracts of fastapi-opa and of the Okta article. */
const python = `
import json, sys, urllib.parse
for line in sys.stdin:
    asked = json.loads(line)
    path = urllib.parse.unquote(asked["path"])
    if asked["format"] == "fastapi-opa":
        document = asked["claims"]
        document["request_method"] = asked["method"]
        document["request_path"] = path.split("/")[1:]
    else:
        document = {"method": asked["method"], "api": path, "jwt": {"tokenValue": asked["token"]}}
    print(json.dumps({"input": document}))
`;

interface Asked {
  readonly format: Exclude<PolicyInputSettings["input"], "ogcapi">;
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const name = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("sub", "request_path", "request_method", "__proto__", "constructor", "7", "ü", 'a"b\\'),
);
const segment = fc.oneof(
  fc.constantFrom("collections", "obs", "items", "a b", "größe", "\u{1f30d}", "~", "a+b", "100"),
  fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/),
);
const request: fc.Arbitrary<Asked> = fc.record({
  format: fc.constantFrom("fastapi-opa", "method-api-jwt"),
  method: fc.constantFrom("GET", "HEAD", "POST", "DELETE"),
  path: fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom("", "/"))
    .map(([segments, slash]) =>
      segments.length === 0 ? "/" : `/${segments.map(encodeURIComponent).join("/")}${slash}`,
    )
    .filter((path) => !("refused" in accessRequest(unjudged("GET", path, "a.b.c")))),
  token: fc.stringMatching(/^[\w-]{1,20}\.[\w-]{1,20}\.[\w-]{1,20}$/),
  claims: fc.dictionary(name, fc.jsonValue({ stringUnit: "binary" }), { noNullPrototype: true }),
});

function unjudged(method: string, path: string, token: string) {
  const headers = new Map([["authorization", [`Bearer ${token}`]]]);
  return { method, path, query: {}, headers, sourceIp: "192.0.2.1", time: 0 };
}

/** The bodies that the product sends, taken from the wire. */
async function sentBodies(all: readonly Asked[]): Promise<string[]> {
  const bodies: string[] = [];
  await serving(
    ({ body, response }) => {
      bodies.push(body);
      response.end('{"result": true}');
    },
    async ({ url }) => {
      const bounds = { decision: "a", timeoutMilliseconds: 10_000, maximumAnswerBytes: 1000 };
      const engine = remotePolicyEngine({ url, writing: "python", ...bounds });
      for (const { format, method, path, token, claims } of all) {
        const asked = accessRequest(unjudged(method, path, token));
        assert.ok(!("refused" in asked));
        const holder = { ...anonymous, kind: "token" as const, id: "u1", claims };
        const made = policyInput({ input: format, headers: [] }).documents(asked, ogcResource(asked), holder);
        assert.ok("documents" in made);
        for (const document of made.documents) await engine.evaluate(document, inTime());
      }
    },
  );
  return bodies;
}

test("a real Python makes the same bytes of 2,000 generated requests", async () => {
  const command = await findPython(commandRunner(AbortSignal.timeout(60_000)));
  const all = fc.sample(request, 2000);
  const { status, stdout, stderr } = spawnSync(command, ["-c", python], {
    input: all.map((asked) => `${JSON.stringify(asked)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  assert.equal(status, 0, stderr);
  const expected = stdout.trimEnd().split("\n");
  const sent = await sentBodies(all);
  assert.equal(sent.length, all.length);
  sent.forEach((body, index) => {
    assert.equal(body, expected[index], JSON.stringify(all[index]));
  });
});

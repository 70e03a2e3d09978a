/** Health that a setting opens to everyone: who reads it, and what stays as it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiLayout } from "#core/api-layout";
import { absent, rejected } from "#core/authenticate/authenticator";
import { policyInput } from "#core/authorize/input/policy-input";
import { decision, known } from "./decided.ts";

describe("health that is open to everyone", () => {
  const paths = ["/healthz", "/readyz", "/_mgmt/ping", "/_mgmt/health"];
  const challenging = policyInput({ input: "fastapi-opa", headers: [] });
  const layout = apiLayout({ basePath: "/_mgmt" });

  test("is read without the policy being asked, by whoever it is", async () => {
    for (const [authentication, id] of [
      [absent, "anonymous"],
      [known, "u1"],
    ] as const) {
      for (const input of [undefined, challenging]) {
        const { run, questions, trace } = decision(authentication, () => false, input, undefined, true);
        for (const path of paths) {
          for (const method of ["GET", "HEAD"]) {
            const outcome = await run(method, path);
            assert.ok(outcome.kind === "allowed", `${method} ${path}`);
            assert.deepEqual(
              [outcome.reason, outcome.principal.id, outcome.context],
              ["health_public", id, {}],
            );
          }
        }
        assert.equal(questions.length, 0);
        assert.equal(trace.record.principalId, id);
      }
    }
  });

  test("is not read with a credential that is rejected", async () => {
    const { run } = decision(rejected("api_key_unknown"), () => true, undefined, undefined, true);
    assert.deepEqual(await run("GET", "/healthz"), { kind: "challenged", reason: "api_key_unknown" });
  });

  test("is nothing but health, and nothing but reading", async () => {
    const { run, questions } = decision(
      absent,
      () => ({ allow: false, reason: "r" }),
      undefined,
      layout,
      true,
    );
    const others = [
      ["POST", "/healthz"],
      ["OPTIONS", "/healthz"],
      ["GET", "/healthz/x"],
      ["GET", "/_mgmt/metrics"],
      ["GET", "/_mgmt/"],
      ["GET", "/_mgmt/collections/healthz"],
      ["GET", "/admin/config/reload"],
      ["GET", "/openapi.json"],
      ["GET", "/mcp"],
    ] as const;
    for (const [method, path] of others) assert.equal((await run(method, path)).kind, "challenged", path);
    assert.equal(questions.length, others.length);
    const spelled = await run("GET", "/%68ealthz");
    assert.equal(spelled.kind === "forbidden" && spelled.reason, "path_not_canonical");
  });

  test("is asked about like anything else without the setting", async () => {
    for (const setting of [undefined, false]) {
      const refusing = () => ({ allow: false, reason: "credential_required" });
      const { run, questions } = decision(absent, refusing, undefined, undefined, setting);
      assert.deepEqual(await run("GET", "/healthz"), { kind: "challenged", reason: "credential_required" });
      assert.equal(questions.length, 1);
    }
  });
});

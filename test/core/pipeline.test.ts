/** The decision's order and outcomes, with authenticators and policies that say what the test wants. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiLayout } from "#core/api-layout";
import { absent, rejected } from "#core/authenticate/authenticator";
import { policyInput } from "#core/authorize/input/policy-input";
import { Fault } from "#core/fault";
import { decision, known } from "./decided.ts";

describe("a decision", () => {
  test("allows what the policy says exactly true to", async () => {
    const { run } = decision(known, () => ({ allow: true, context: { tenant: "north" } }));
    const outcome = await run("GET", "/collections/wells");
    assert.ok(outcome.kind === "allowed");
    assert.deepEqual([outcome.principal.id, outcome.context], ["u1", { tenant: "north" }]);
  });

  test("challenges an unknown caller whom the policy refuses", async () => {
    const { run } = decision(absent, () => ({ allow: false, reason: "credential_required" }));
    assert.deepEqual(await run("GET", "/collections/wells"), {
      kind: "challenged",
      reason: "credential_required",
    });
  });

  test("allows an unknown caller whom the policy allows", async () => {
    const { run } = decision(absent, () => true);
    const outcome = await run("GET", "/");
    assert.equal(outcome.kind === "allowed" && outcome.principal.kind, "anonymous");
  });

  test("forbids a known caller whom the policy refuses", async () => {
    const { run } = decision(known, () => ({ allow: false, reason: "insufficient_scope", scope: "s" }));
    const outcome = await run("GET", "/collections/wells");
    assert.ok(outcome.kind === "forbidden");
    assert.deepEqual([outcome.reason, outcome.sufficientScope], ["insufficient_scope", "s"]);
  });

  test("challenges a rejected credential without asking the policy, also where anybody is allowed", async () => {
    const { run, questions } = decision(rejected("token_expired"), () => true);
    assert.deepEqual(await run("GET", "/"), { kind: "challenged", reason: "token_expired" });
    assert.equal(questions.length, 0);
  });

  test("is about what lies below the backend's base path", async () => {
    const { run, trace } = decision(known, () => true, undefined, apiLayout({ basePath: "/geoapi" }));
    await run("GET", "/geoapi/collections/wells");
    assert.equal(trace.record.resourceType, "collection");
    await run("GET", "/collections/wells");
    assert.equal(trace.record.resourceType, "unknown");
  });

  test("forbids a path that is not canonical before anything else", async () => {
    const { run, questions } = decision(rejected("token_expired"), () => true);
    const outcome = await run("GET", "/collections/wells%2Fitems");
    assert.ok(outcome.kind === "forbidden");
    assert.deepEqual(
      [outcome.reason, outcome.principal.id, questions.length],
      ["path_not_canonical", "anonymous", 0],
    );
  });

  test("needs every action that a request may turn out to be", async () => {
    const reads = decision(known, ({ resource }) => resource.action === "read");
    assert.equal((await reads.run("POST", "/collections/wells/items")).kind, "forbidden");
    assert.deepEqual(
      reads.questions.map(({ resource }) => resource.action),
      ["read", "create"],
    );
    const both = decision(known, () => true);
    assert.equal((await both.run("POST", "/collections/wells/items")).kind, "allowed");
  });

  test("is refused when two actions would tell the backend different things", async () => {
    const { run } = decision(known, ({ resource }) => ({ allow: true, context: { rows: resource.action } }));
    const outcome = await run("POST", "/collections/wells/items");
    assert.equal(outcome.kind === "forbidden" && outcome.reason, "policy_context_conflict");
  });

  test("tells the backend what each of its actions hands on", async () => {
    const { run } = decision(known, ({ resource }) => ({
      allow: true,
      context: { tenant: "north", [resource.action]: "yes" },
    }));
    const outcome = await run("POST", "/collections/wells/items");
    assert.deepEqual(outcome.kind === "allowed" && outcome.context, {
      tenant: "north",
      read: "yes",
      create: "yes",
    });
  });

  test("hands on a context whose names are those of members of every object", async () => {
    const one: Record<string, string> = { toString: "b" };
    const other: Record<string, string> = { constructor: "a", toString: "b" };
    const { run } = decision(known, ({ resource }) => ({
      allow: true,
      context: resource.action === "create" ? other : one,
    }));
    const read = await run("GET", "/collections/wells");
    assert.deepEqual(read.kind === "allowed" && read.context, one);
    const both = await run("POST", "/collections/wells/items");
    assert.deepEqual(both.kind === "allowed" && both.context, other);
  });

  test("is the same with and without a slash at the end", async () => {
    const questions = await Promise.all(
      ["/collections/wells", "/collections/wells/"].map(async (path) => {
        const { run, questions } = decision(known, () => true);
        await run("GET", path);
        return questions.map(({ resource }) => resource);
      }),
    );
    assert.deepEqual(questions[0], questions[1]);
  });

  test("lets a fault through, and an undefined policy is one", async () => {
    await assert.rejects(decision(known, () => undefined).run("GET", "/"), (error) => error instanceof Fault);
  });

  test("shows the policy allow-listed headers only", async () => {
    const { run, questions } = decision(known, () => true);
    await run("GET", "/", { "x-project": ["a", "b"], "x-api-key": "secret", authorization: "Bearer x" });
    const [input] = questions as unknown as [{ request: { headers: object } }];
    assert.deepEqual(input.request.headers, { "x-project": "a, b" });
  });

  test("tells the revision of the policy, also where the policy was not asked", async () => {
    const { run, trace } = decision(rejected("token_expired"), () => true);
    await run("GET", "/collections/wells%2Fitems");
    assert.equal(trace.record.policyRevision, "r0");
    const asked = decision(known, () => true);
    await asked.run("GET", "/");
    assert.equal(asked.trace.record.policyRevision, "r1");
  });
});

describe("a decision by a policy in a foreign format", () => {
  const input = policyInput({ input: "fastapi-opa", headers: [] });
  const document = { allow: true, is_admin: false };

  test("asks once, whatever the actions, also about what is no resource of an OGC API", async () => {
    for (const path of ["/collections/wells/items", "/sayhello"]) {
      const { run, questions } = decision(known, () => document, input);
      assert.equal((await run("POST", path)).kind, "allowed");
      assert.equal(questions.length, 1);
    }
  });

  test("challenges who has no credential without asking, and says so in its reason", async () => {
    for (const format of ["fastapi-opa", "method-api-jwt"] as const) {
      for (const path of ["/", "/collections/wells/items/", "/sayhello", "/jobs/1", "/static/x.css"]) {
        const { run, questions } = decision(
          absent,
          () => document,
          policyInput({ input: format, headers: [] }),
        );
        assert.deepEqual(await run("GET", path), { kind: "challenged", reason: "anonymous_not_asked" });
        assert.equal(questions.length, 0);
      }
    }
  });

  test("asks about who has no credential where the settings say so", async () => {
    const open = policyInput({ input: "fastapi-opa", headers: [], anonymous: "ask" });
    const { run, questions } = decision(absent, () => document, open);
    assert.equal((await run("GET", "/")).kind, "allowed");
    assert.deepEqual(questions, [{ request_method: "GET", request_path: [""] }]);
  });

  test("forbids what is outside of a base path that is left out, without asking", async () => {
    const below = policyInput(
      { input: "fastapi-opa", headers: [], basePathInInput: false },
      apiLayout({ basePath: "/geoapi" }),
    );
    const { run, questions } = decision(known, () => document, below);
    const outcome = await run("GET", "/collections/wells");
    assert.equal(outcome.kind === "forbidden" && outcome.reason, "path_outside_base_path");
    assert.equal(questions.length, 0);
  });
});

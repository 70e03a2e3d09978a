/** A policy with the contract of the Okta article, in Rego v0, behind the whole local gateway. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { developmentTokens } from "../process/development-tokens.ts";
import { loggedDecision, loggedDecisions, withDecisionLog } from "./decision-log.ts";
import { type OpaServer, startOpaWith } from "./start-opa.ts";

const policy = fileURLToPath(new URL("policies/demoapi", import.meta.url));

describe("a policy with the contract of the Okta article", () => {
  let opa: OpaServer;
  let api: LocalApi;
  const lines: string[] = [];
  before(async () => {
    opa = await startOpaWith({
      documents: [policy],
      commandArguments: ["--v0-compatible", ...withDecisionLog],
    });
    api = await startLocalApi({
      settings: {
        version: 1,
        tokens: developmentTokens,
        policy: {
          engine: "remote",
          url: opa.url,
          input: "method-api-jwt",
          decision: "demoapi/authz/allow",
        },
      },
      onLog: (_name, line) => lines.push(line),
    });
  });
  after(async () => {
    await api?.close();
    await opa?.close();
  });

  async function get(path: string, scp?: readonly string[], method = "GET"): Promise<ExactAnswer> {
    const headers = scp === undefined ? {} : { authorization: `Bearer ${await api.token({ scp })}` };
    return ask(api.url, path, { method, headers });
  }

  test("serves a GET whose token has the scope", async () => {
    assert.equal((await get("/collections", ["openid", "collections.read"])).status, 200);
  });

  test("forbids it without the scope, and by another method or at another address with it", async () => {
    assert.equal((await get("/collections", ["openid"])).status, 403);
    assert.equal((await get("/collections", ["collections.read"], "POST")).status, 403);
    assert.equal((await get("/collections/", ["collections.read"])).status, 403);
    assert.equal((await get("/", ["collections.read"])).status, 403);
  });

  test("is asked also about what is no resource of an OGC API: the backend says that there is none", async () => {
    assert.equal((await get("/sayhello", ["read_sayhello"])).status, 404);
    assert.equal((await get("/sayhello", ["collections.read"])).status, 403);
    assert.equal((await get("/saysecret", ["read_sayhello"])).status, 403);
  });

  test("is never asked about a request without a token or with a bad one, which is challenged", async () => {
    await loggedDecision(opa, (await decisionAbout(api, await get("/", ["x"]))).decisionId);
    const before = loggedDecisions(opa).length;
    const challenged = await get("/collections");
    assert.equal(challenged.status, 401);
    assert.equal((await decisionAbout(api, challenged)).reason, "anonymous_not_asked");
    const forged = `${await api.token({ scp: ["collections.read"] })}x`;
    const headers = { authorization: `Bearer ${forged}` };
    assert.equal((await ask(api.url, "/collections", { headers })).status, 401);
    await loggedDecision(opa, (await decisionAbout(api, await get("/", ["x"]))).decisionId);
    assert.equal(loggedDecisions(opa).length, before + 1);
  });

  test("is told the token, which OPA's log then holds and ours never does", async () => {
    const token = await api.token({ scp: ["collections.read"] });
    const answer = await ask(api.url, "/collections", { headers: { authorization: `Bearer ${token}` } });
    const { decisionId } = await decisionAbout(api, answer);
    const { input } = await loggedDecision(opa, decisionId);
    assert.deepEqual(input, { method: "GET", api: "/collections", jwt: { tokenValue: token } });
    const ours = JSON.stringify([api.decisions, lines]);
    assert.ok(!token.split(".").some((part) => ours.includes(part)));
  });
});

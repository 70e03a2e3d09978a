/** `explain` as the operator uses it: who is meant by --as, what is refused, and what is never shown. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { startTokenIssuer } from "#local/token-issuer/token-issuer";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { ran } from "./ran.ts";

/** A file in a folder that is gone when the test is over. */
function file(content: unknown, name = "file.json"): string {
  const made = path.join(temporaryFolder(), name);
  writeFileSync(made, typeof content === "string" ? content : JSON.stringify(content));
  return made;
}

async function explained(...commandLine: readonly string[]) {
  const { code, written, warned } = await ran(["explain", ...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

/** The message of a command that could do nothing. */
async function refusal(...commandLine: readonly string[]): Promise<string> {
  const { code, written, warned } = await ran(["explain", ...commandLine]);
  assert.deepEqual([code, written], [1, ""]);
  return warned;
}

const certificateArn =
  "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-4000-8000-000000000000";

const keysOnly: SettingsInput = {
  version: 1,
  apiKeys: {},
  accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
};

describe("--as", () => {
  const claims = { iss: "http://127.0.0.1:0", aud: "ogc-api", sub: "ann", scope: "wells:read" };

  test("takes claims as their issuer would have signed them, and checks them like those of every token", async () => {
    const { principal, remarks } = await explained("GET", "/collections/wells", "--as", file(claims));
    const { kind, id, issuer, scopes } = principal;
    assert.deepEqual([kind, id, issuer, scopes], ["token", "ann", claims.iss, ["wells:read"]]);
    assert.match(remarks.join(), /no `exp`/);
    for (const [change, reason] of [
      [{ aud: "another" }, "token_audience"],
      [{ iss: "https://elsewhere.example.org" }, "token_issuer_unknown"],
      [{ sub: undefined }, "token_subject"],
      [{ cnf: {} }, "token_sender_constrained"],
      [{ exp: 1000 }, "token_expired"],
      [{ nbf: 4102444800 }, "token_not_yet_valid"],
      [{ jti: 7 }, "token_invalid"],
    ] as const) {
      const { outcome } = await explained("GET", "/", "--as", file({ ...claims, ...change }));
      assert.deepEqual([outcome.kind, outcome.reason], ["challenged", reason]);
    }
  });

  test("takes what begins as a token does for one, also half of it or an encrypted one, and shows none", async () => {
    for (const text of ["eyJhbGciOiJFUzI1NiJ9.eyJpc3Mi", "eyJhbGciOiJkaXIifQ..a.b.c"]) {
      const { code, written, warned } = await ran(["explain", "GET", "/", "--as", text]);
      assert.match(written, /not recognised: token_not_jwt/);
      assert.ok(code === 0 && !`${written}${warned}`.includes(text));
    }
  });

  test("of an issuer that is not configured says which are", async () => {
    const { remarks } = await explained(
      "GET",
      "/",
      "--as",
      file({ ...claims, iss: "https://x.example.org" }),
    );
    assert.match(remarks.join(), /must be an issuer of the settings.*http:\/\/127\.0\.0\.1:0/);
  });

  test("takes any other word for the name of an API key, with the scopes that are given", async () => {
    const { principal } = await explained("GET", "/", "--as", "partner", "--scope", "a", "--scope", "b");
    assert.deepEqual([principal.kind, principal.id, principal.scopes], ["api-key", "partner", ["a", "b"]]);
  });

  test("takes the name of a key for its id as well, unless --key-id gives that of a managed key", async () => {
    const asked = ["GET", "/", "--as", "partner", "--scope", "a"];
    const ids = async (...more: string[]) => {
      const { principal, questions, remarks } = await explained(...asked, ...more);
      assert.equal(questions[0].input.principal.keyId, principal.keyId);
      return [principal.id, principal.keyId, /--key-id/.test(remarks.join())];
    };
    const managed = ["--settings", file({ ...keysOnly, apiKeys: { managed: {} } })];
    const statics = ["--settings", file(keysOnly)];
    assert.deepEqual(await ids(...statics), ["partner", "partner", false]);
    assert.deepEqual(await ids(...managed), ["partner", "partner", true]);
    assert.deepEqual(await ids(...managed, "--key-id", "mfzwizltoqqg"), ["partner", "mfzwizltoqqg", false]);
    assert.match(await refusal("GET", "/", "--as", "anonymous", "--key-id", "mfzwizltoqqg"), /--key-id/);
    assert.match(await refusal("GET", "/", "--as", "partner", "--key-id", "a b"), /must be an id/);
  });

  test("says where the name of a key is a file's as well", async () => {
    const { remarks } = await explained("GET", "/", "--as", "package-lock", "--scope", "a");
    assert.doesNotMatch(remarks.join(), /there is a file of this name/);
    const { principal, remarks: more } = await explained("GET", "/", "--as", file("eyJ", "token.txt"));
    assert.equal(principal.kind, "api-key");
    assert.match(more.join(), /there is a file of this name/);
  });

  test("verifies a token from a file or standard input as the authorizer does, and never shows it", async () => {
    const issuer = await startTokenIssuer();
    try {
      const settings: SettingsInput = {
        version: 1,
        tokens: { issuers: [{ issuer: issuer.issuer, jwksUri: issuer.jwksUri, audiences: ["ogc-api"] }] },
        accessRules: [{ who: "signed-in", may: ["read"], on: { api: true } }],
      };
      const token = await issuer.token({ sub: "ann" });
      const named = ["explain", "GET", "/", "--settings", file(settings), "--as"];
      for (const answer of [
        await ran([...named, `@${file(`Bearer ${token}\n`, "token.txt")}`]),
        await ran([...named, "-"], token),
        await ran([...named, token]),
      ]) {
        assert.match(answer.written, /Caller {5}token "ann"[\s\S]*Outcome {4}allowed/);
        assert.ok(!answer.written.includes(token) && answer.warned === "");
      }
      const elsewhere = await ran(["explain", "GET", "/", "--as", token]);
      assert.match(
        elsewhere.written,
        /token_issuer_unknown\n {2}note {5}`iss` must be an issuer of the settings/,
      );
      const forged = await ran([...named, `${token.slice(0, -6)}AAAAAA`]);
      assert.match(forged.written, /not recognised: token_signature[\s\S]*Unauthorized/);
    } finally {
      await issuer.close();
    }
  });

  test("that cannot be anybody is refused, without a word of what is in a file", async () => {
    const canary = "canary-1234567890";
    for (const who of ["*", "two words", "missing.json", "@missing", file(`{${canary}`), file([canary])]) {
      const message = await refusal("GET", "/", "--as", who);
      assert.match(message, /^--as/);
      assert.ok(!message.includes(canary));
    }
    assert.match(await refusal("GET", "/", "--as", `@${file(`${canary} x`)}`), /must hold one token/);
    assert.match(await refusal("GET", "/", "--as", "anonymous", "--scope", "a"), /--scope/);
  });

  test("of a kind that the settings do not know leaves the caller anonymous, and says so", async () => {
    const rules = [{ who: "anyone", may: ["read"], on: { api: true } }];
    const onlyKeys = file({ version: 1, apiKeys: {}, accessRules: rules });
    const { principal, remarks } = await explained("GET", "/", "--settings", onlyKeys, "--as", file(claims));
    assert.equal(principal.kind, "anonymous");
    assert.match(remarks.join(), /no `tokens`/);
  });
});

describe("a request", () => {
  test("is read as API Gateway hands it on", async () => {
    const { request, questions } = await explained(
      ...["get", "/collections/caf%C3%A9/items?limit=5&bbox=1,2&limit=6", "--as", "anonymous"],
      ...["--source-ip", "192.0.2.9", "--time", "2026-01-31T08:00:00Z"],
    );
    assert.deepEqual(request.segments, ["collections", "café", "items"]);
    const { query, sourceIp, time } = questions[0].input.request;
    assert.deepEqual(query, { limit: ["5", "6"], bbox: ["1,2"] });
    const { request: doubled } = await explained("GET", "//collections", "--as", "anonymous");
    assert.deepEqual(doubled.segments, ["collections"]);
    assert.deepEqual([sourceIp, time], ["192.0.2.9", Date.UTC(2026, 0, 31, 8)]);
  });

  test("is asked about once for every action that it may turn out to be", async () => {
    const { request, questions } = await explained("POST", "/collections/wells/items", "--as", "partner");
    assert.deepEqual(request.resource.actions, ["read", "create"]);
    assert.equal(questions.length, 2);
  });

  test("of which the authorizer's answer is not the whole story has a note", async () => {
    const settings = file({
      version: 1,
      apiKeys: {},
      tokens: {
        issuers: [{ issuer: "https://i.example", jwksUri: "https://i.example/k", audiences: ["a"] }],
      },
      api: { domain: { name: "a.example.org", certificateArn, basePath: "geo" } },
      accessRules: [{ who: "anyone", may: ["read"], on: { collections: ["*"] } }],
    });
    const long = `/collections/${"x".repeat(440)}`;
    for (const [method, path, note] of [
      ["OPTIONS", "/collections", /answers OPTIONS itself/],
      ["GET", "/.well-known/oauth-protected-resource", /answers this request itself/],
      ["GET", "/v1/collections", /begins with the stage v1/],
      ["GET", "/geo/collections", /base path geo/],
      ["GET", long, /policy_resource_too_long/],
      ["GET", "/collections", /^$/],
    ] as const) {
      const { remarks } = await explained(method, path, "--settings", settings, "--as", "anonymous");
      assert.match(remarks.join(), note);
    }
  });

  test("that is none is refused", async () => {
    const as = ["--as", "anonymous"];
    assert.match(await refusal("GET", "collections", ...as), /must start with \//);
    assert.match(await refusal("GET", "/collections/café", ...as), /caf%C3%A9/);
    assert.match(await refusal("G T", "/", ...as), /method/);
    assert.match(await refusal("GET", ...as), /name a method and a path/);
    assert.match(await refusal("GET", "/", "--header", "no header", ...as), /name and a value/);
    assert.match(await refusal("GET", "/", "--header", "X-Place: Łódź", ...as), /printable ASCII/);
    assert.match(await refusal("GET", "/", "--header", "authorization: Bearer x", ...as), /--as/);
    assert.match(await refusal("GET", "/", "--header", "x-api-key: x", ...as), /--as/);
    const settings = file({ ...keysOnly, apiKeys: { queryParameter: "api_key" } });
    for (const target of [
      "/?api_key=x",
      "/?f=json&api%5Fkey=x",
      "/?f=json;api_key",
      "/?API_key=x",
      "/?api%255Fkey=x",
    ]) {
      assert.match(await refusal("GET", target, "--settings", settings, ...as), /query .* --as/);
    }
  });

  test("to a policy engine that does not answer ends in a fault, with what the operator can do", async () => {
    const policy = { engine: "remote", url: "http://127.0.0.1:9" };
    const settings = file({ version: 1, apiKeys: {}, policy });
    const { outcome, gateway } = await explained("GET", "/", "--settings", settings, "--as", "partner");
    assert.deepEqual([outcome.kind, outcome.reason], ["fault", "policy_unavailable"]);
    assert.match(outcome.remedy, /policy\.url/);
    assert.deepEqual(gateway, { error: "AuthorizerFault", status: 500 });
  });
});

test("settings that cannot be used are told with what to change", async () => {
  const mistaken = file({ version: 1, apiKeys: {}, accessRules: [], nonsense: 1 });
  assert.match(await refusal("GET", "/", "--as", "a", "--settings", mistaken), /nonsense/);
  assert.match(await refusal("GET", "/", "--as", "a", "--settings", "nowhere.json"), /cannot be read/);
});

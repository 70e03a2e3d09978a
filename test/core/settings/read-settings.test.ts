/** What a settings file must be, and what its author is told when it is not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { readSettings } from "#core/settings/read-settings";
import { least, mistakesOf } from "./mistakes-of.ts";

describe("reading settings", () => {
  test("the files that come with the project are valid", () => {
    for (const name of ["local.json", "example.json"]) {
      const text = readFileSync(new URL(`../../../settings/${name}`, import.meta.url), "utf8");
      assert.equal(readSettings(text).version, 1, name);
    }
  });

  test("fills in every default", () => {
    const settings = readSettings(JSON.stringify(least));
    assert.equal(settings.api.stage, "v1");
    assert.equal(settings.apiKeys?.header, "X-API-Key");
    assert.equal(settings.policy.engine, "embedded");
    assert.equal(settings.policy.decision, "ogcapi/authz/decision");
    assert.equal(settings.decision.budgetMilliseconds, 2500);
    assert.equal(settings.credentials.several, "refuse");
  });

  test("members that start with // are remarks at every level", () => {
    const remarked = { ...least, "// a": 1, api: { "// b": "c", stage: "dev" } };
    assert.equal(readSettings(JSON.stringify(remarked)).api.stage, "dev");
  });

  test("ten mistakes are told at once, each by its setting", () => {
    const mistakes = mistakesOf({
      version: 2,
      name: "1",
      api: { stage: "a/b", url: "http://api.example.org" },
      backend: { kind: "lamda" },
      tokens: { issuers: [{ issuer: "ftp://x", audiences: ["a"] }] },
      policy: { engine: "remote", url: "https://user:password@opa.example.org" },
      acessRules: [],
      decision: { budgetMilliseconds: "5" },
      logs: { retentionDays: 2 },
    });
    assert.deepEqual(Object.keys(mistakes).sort(), [
      "acessRules",
      "api.stage",
      "api.url",
      "backend.kind",
      "decision.budgetMilliseconds",
      "logs.retentionDays",
      "name",
      "policy.url",
      "tokens.issuers[0].issuer",
      "version",
    ]);
    assert.match(mistakes.acessRules ?? "", /no setting of this name/);
  });

  test("a mistake never shows the value that was found", () => {
    const canary = "canary-9f8e7d6c";
    const text = JSON.stringify({
      version: canary,
      apiKeys: { header: `${canary} `, secretArn: canary },
      tokens: { issuers: [{ issuer: `http://${canary}`, jwksUri: canary, algorithms: [canary] }] },
      policy: { engine: "remote", url: `https://u:${canary}@opa.example.org` },
      accessRules: [{ who: canary, may: canary, on: canary }],
    });
    assert.throws(
      () => readSettings(text),
      (error: Error) => !error.message.includes(canary),
    );
    assert.throws(
      () => readSettings(`{"pepper": "${canary}"`),
      (error: Error) => !error.message.includes(canary),
    );
  });

  test("no credential scheme is a mistake, not an open API", () => {
    const { apiKeys: _, ...without } = least;
    assert.match(mistakesOf(without)["apiKeys, tokens"] ?? "", /at least one/);
  });

  test("an issuer that names neither audience nor client is a mistake", () => {
    const issuer = { issuer: "https://login.example.org", jwksUri: "https://login.example.org/jwks" };
    assert.match(
      mistakesOf({ ...least, tokens: { issuers: [issuer] } })["tokens.issuers[0]"] ?? "",
      /audiences/,
    );
  });

  test("plain http is for this machine only", () => {
    const issuer = (host: string) => ({
      issuer: `http://${host}`,
      jwksUri: `http://${host}/jwks`,
      audiences: ["a"],
    });
    for (const host of ["127.0.0.1:8080", "localhost", "[::1]:80"]) {
      assert.deepEqual(mistakesOf({ ...least, tokens: { issuers: [issuer(host)] } }), {}, host);
    }
    for (const host of ["127.0.0.1.example.org", "example.org", "10.0.0.1", "localhost.example.org"]) {
      assert.notDeepEqual(mistakesOf({ ...least, tokens: { issuers: [issuer(host)] } }), {}, host);
    }
  });

  test("a decision's budget lies well under the function's time-out", () => {
    const decision = { budgetMilliseconds: 4600, functionTimeoutSeconds: 5 };
    assert.match(mistakesOf({ ...least, decision }).decision ?? "", /budgetMilliseconds/);
  });

  test("ids and ARNs of what is not ours are checked for their form, before a deployment finds out", () => {
    const account = "eu-central-1:123456789012";
    const rightAcl = `arn:aws:wafv2:${account}:regional/webacl/a/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`;
    const network = { subnetIds: ["subnet-0a1b2c3d"], securityGroupIds: ["sg-0a1b2c3d4e5f60718"] };
    const right = {
      ...least,
      api: { webAclArn: rightAcl, throttling: { requestsPerSecond: 1, burst: 1 } },
      decision: { vpc: network },
      logs: { access: { account: "create" } },
      monitoring: { topicArn: `arn:aws:sns:${account}:alarms`, alarms: { faults: 1 } },
    };
    assert.deepEqual(mistakesOf(right), {});
    const wrong = mistakesOf({
      ...least,
      api: { webAclArn: rightAcl.replace("regional", "global"), throttling: { requestsPerSecond: 0.5 } },
      decision: { vpc: { subnetIds: ["sg-0a1b2c3d"], securityGroupIds: [] } },
      logs: { access: { account: "mine" } },
      monitoring: { topicArn: `arn:aws:sns:${account}:alarms.fifo`, alarms: { forbiddenPercent: 101 } },
    });
    assert.deepEqual(Object.keys(wrong).sort(), [
      "api.throttling.burst",
      "api.throttling.requestsPerSecond",
      "api.webAclArn",
      "decision.vpc.securityGroupIds",
      "decision.vpc.subnetIds[0]",
      "logs.access.account",
      "monitoring.alarms.forbiddenPercent",
      "monitoring.topicArn",
    ]);
  });

  test("a custom domain is the API's address, and no other is given beside it", () => {
    const certificateArn =
      "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    const domain = { name: "geo.example.org", certificateArn, basePath: "ogc" };
    assert.deepEqual(mistakesOf({ ...least, api: { domain } }), {});
    const both = { domain, url: "https://geo.example.org/ogc" };
    assert.match(mistakesOf({ ...least, api: both })["api.url"] ?? "", /api\.domain/);
    for (const name of ["Geo.example.org", "localhost", "geo.example.org.", "*.example.org", "a/b.org", ""]) {
      assert.ok("api.domain.name" in mistakesOf({ ...least, api: { domain: { ...domain, name } } }), name);
    }
    for (const basePath of ["", "/ogc", "a/b", "..", "a%2Fb", "collections", "processes"]) {
      const mistakes = mistakesOf({ ...least, api: { domain: { ...domain, basePath } } });
      assert.ok("api.domain.basePath" in mistakes, basePath);
    }
  });

  test("the API's address is a host's, with no path or the stage as its path", () => {
    for (const url of ["https://api.example.org", "http://127.0.0.1:8080/v1"]) {
      assert.deepEqual(mistakesOf({ ...least, api: { url } }), {}, url);
    }
    for (const url of [
      "https://api.example.org/geo",
      "https://api.example.org?x=1",
      " https://api.example.org",
      'https://a.org/"',
    ]) {
      assert.ok("api.url" in mistakesOf({ ...least, api: { url } }), url);
    }
  });

  test("a header with another use cannot carry API keys, and none that carries credentials is shown to the policy", () => {
    for (const header of [
      "X-HTTP-Method-Override",
      "X-Forwarded-For",
      "User-Agent",
      "Proxy-Authorization",
      "-",
      "Cookie",
    ]) {
      assert.ok("apiKeys.header" in mistakesOf({ ...least, apiKeys: { header } }), header);
    }
    for (const header of ["proxy-authorization", "x-amz-security-token", "x-api-key", "cookie"]) {
      const policy = { engine: "embedded", headers: [header] };
      assert.ok("policy.headers" in mistakesOf({ ...least, policy }), header);
    }
  });

  test("single mistakes do not hide contradictions", () => {
    const rule = { who: { issuer: "https://unknown.example.org" }, may: ["read"], on: { api: true } };
    const mistakes = mistakesOf({ ...least, nam: "x", logs: { retentionDays: 2 }, accessRules: [rule] });
    assert.deepEqual(Object.keys(mistakes).sort(), [
      "accessRules[0].who.issuer",
      "logs.retentionDays",
      "nam",
    ]);
  });

  test("a file that is no JSON is told where, and none of it is shown", () => {
    assert.match(
      mistakesOf('{"version": 1,\n "a" }')["(file)"] ?? "",
      /^must be JSON \(line 2 column \d+\)$/,
    );
  });

  test("the policy cannot be handed the header that carries API keys", () => {
    const settings = {
      ...least,
      apiKeys: { header: "X-Partner" },
      policy: { engine: "embedded", headers: ["x-partner"] },
    };
    assert.ok("policy.headers" in mistakesOf(settings));
  });
});

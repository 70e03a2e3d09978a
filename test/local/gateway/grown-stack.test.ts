/** The local gateway and what a stack may hold beside its API: served where no answer changes, refused where one does. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { readRestApi } from "#local/gateway/api/rest-api";
import { templateFunctions } from "#local/gateway/template";
import { templateOutputs } from "#local/gateway/template/outputs";
import { everything, templateOf } from "#test/infra/synthesized-stack";
import { pseudoParameters as pseudo } from "./sample-template.ts";

const { webAclArn, domain, ...api } = everything.api ?? {};
const scopeOf = (settings: SettingsInput) => ({
  template: templateOf(settings).toJSON() as Parameters<typeof readRestApi>[0]["template"],
  pseudo,
});

describe("a stack with everything that settings can add", () => {
  /** All but what the gateway refuses. */
  const settings = { ...everything, api };

  test("is served with its access log, limits, role for logs, alarms and dashboard, which change no answer", () => {
    const scope = scopeOf(settings);
    const types = Object.values(scope.template.Resources).map(({ Type }) => Type);
    for (const type of ["AWS::ApiGateway::Account", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard"]) {
      assert.ok(types.includes(type), type);
    }
    const served = readRestApi(scope);
    assert.equal(served.stage.name, "v1");
    assert.ok(served.resources.length >= 2);
  });

  test("runs its authorizer, which needs no VPC on this machine", () => {
    const { template } = scopeOf(settings);
    const functions = templateFunctions(template, pseudo);
    assert.ok(functions.some(({ logicalId }) => logicalId.startsWith("Authorizer")));
  });

  test("is refused with its web ACL, which could refuse on AWS what would be let through here", () => {
    const walled = { ...everything, api: { ...api, webAclArn } };
    assert.throws(() => readRestApi(scopeOf(walled)), /WebACLAssociation/);
  });

  test("is served at its custom domain alone", () => {
    const scope = scopeOf({ ...settings, api: { ...api, domain } });
    const { customDomains, hasDefaultEndpoint } = readRestApi(scope);
    assert.deepEqual(
      customDomains,
      new Map([[domain?.name, { name: domain?.name, basePaths: new Set(["ogc"]) }]]),
    );
    assert.equal(hasDefaultEndpoint, false);
    const target = templateOutputs(scope.template, pseudo).find(({ key }) => key === "DomainTarget");
    assert.match(target?.value ?? "", /^d-[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/);
  });
});

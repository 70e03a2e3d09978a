/** The stage: its access log, its limits, its web ACL, and the account's role for logs, which is not only ours. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bothSchemes, everything, propertiesOf, templateOf } from "../synthesized-stack.ts";

const stageOf = (template: ReturnType<typeof templateOf>) =>
  propertiesOf(template, "AWS::ApiGateway::Stage") as {
    readonly AccessLogSetting?: { readonly DestinationArn: unknown; readonly Format: string };
    readonly MethodSettings?: readonly Record<string, unknown>[];
  };
const plain = templateOf(bothSchemes);
const withAll = templateOf(everything);

describe("the access log", () => {
  const { AccessLogSetting } = stageOf(withAll);
  const format: Record<string, string> = JSON.parse(AccessLogSetting?.Format ?? "{}");

  test("is off unless it is asked for, because it needs a role that the account has only one of", () => {
    assert.equal(stageOf(plain).AccessLogSetting, undefined);
    plain.resourceCountIs("AWS::ApiGateway::Account", 0);
  });

  test("is one line of JSON with both request ids, the status, and the authorizer's status, latency and error", () => {
    for (const [member, variable] of Object.entries({
      requestId: "$context.requestId",
      extendedRequestId: "$context.extendedRequestId",
      status: "$context.status",
      responseType: "$context.error.responseType",
      authorizerStatus: "$context.authorizer.status",
      authorizerLatency: "$context.authorizer.latency",
      authorizerError: "$context.authorizer.error",
    })) {
      assert.equal(format[member], variable);
    }
    assert.doesNotMatch(AccessLogSetting?.Format ?? "", /\n/);
  });

  test("holds nothing that the client words: no path, query, header, address, user agent or name", () => {
    const variables = Object.values(format);
    assert.ok(variables.length > 10);
    const worded =
      /\$context\.(path|identity|domain|protocol|requestOverride|.*principalId|.*claims|.*header)/i;
    assert.deepEqual(
      variables.filter((variable) => worded.test(variable)),
      [],
    );
    for (const variable of variables) assert.match(variable, /^\$context(\.[A-Za-z]+)+$/);
  });

  test("goes to a log group of its own that keeps lines as long as configured and outlives the stack", () => {
    const template = templateOf({ ...bothSchemes, logs: { retentionDays: 7, access: {} } });
    const destination = JSON.stringify(stageOf(template).AccessLogSetting?.DestinationArn);
    const [id = "", group] =
      Object.entries(template.findResources("AWS::Logs::LogGroup")).find(([name]) =>
        name.startsWith("ApiAccessLog"),
      ) ?? [];
    assert.equal(destination, `{"Fn::GetAtt":["${id}","Arn"]}`);
    assert.equal(group?.Properties.RetentionInDays, 7);
    assert.equal(group?.DeletionPolicy, "RetainExceptOnCreate");
    assert.equal(group?.UpdateReplacePolicy, "Retain");
  });
});

describe("the account's role for API Gateway's logs", () => {
  test("is left alone by default", () => {
    templateOf({ ...bothSchemes, logs: { access: {} } }).resourceCountIs("AWS::ApiGateway::Account", 0);
  });

  test("is made when asked for, is there before the stage, and stays when the stack goes: others may use it", () => {
    const [[accountId, account] = []] = Object.entries(withAll.findResources("AWS::ApiGateway::Account"));
    assert.ok(accountId !== undefined);
    assert.equal(account?.DeletionPolicy, "Retain");
    const roleId = account?.Properties.CloudWatchRoleArn["Fn::GetAtt"][0];
    const role = withAll.findResources("AWS::IAM::Role")[roleId];
    assert.equal(role?.DeletionPolicy, "Retain");
    assert.match(JSON.stringify(role?.Properties.ManagedPolicyArns), /AmazonAPIGatewayPushToCloudWatchLogs/);
    const [stage] = Object.values(withAll.findResources("AWS::ApiGateway::Stage"));
    assert.ok(stage?.DependsOn.includes(accountId));
  });
});

describe("the stage", () => {
  test("has the account's limits by default, and its own where there are some, for every method", () => {
    assert.equal(stageOf(plain).MethodSettings, undefined);
    assert.deepEqual(stageOf(withAll).MethodSettings, [
      {
        DataTraceEnabled: false,
        HttpMethod: "*",
        ResourcePath: "/*",
        ThrottlingBurstLimit: 100,
        ThrottlingRateLimit: 50,
      },
    ]);
  });

  test("has no web ACL by default, and the configured one for this very stage", () => {
    plain.resourceCountIs("AWS::WAFv2::WebACLAssociation", 0);
    const association = propertiesOf(withAll, "AWS::WAFv2::WebACLAssociation");
    assert.equal(association.WebACLArn, everything.api?.webAclArn);
    const [api] = Object.keys(withAll.findResources("AWS::ApiGateway::RestApi"));
    const [stage] = Object.keys(withAll.findResources("AWS::ApiGateway::Stage"));
    const parts = (association.ResourceArn as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1];
    assert.deepEqual(parts.slice(-4), ["::/restapis/", { Ref: api }, "/stages/", { Ref: stage }]);
  });

  test("is not deployed anew for any of these", () => {
    const deployment = (template: typeof plain) =>
      Object.keys(template.findResources("AWS::ApiGateway::Deployment"));
    const { domain: _domain, ...api } = everything.api ?? {};
    assert.deepEqual(deployment(templateOf({ ...everything, api })), deployment(plain));
  });
});

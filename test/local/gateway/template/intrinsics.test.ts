/** CloudFormation's intrinsic functions: what they give, and which uses of them are errors. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { resolve, resourceApplies } from "#local/gateway/template/intrinsics";
import { pseudoParameters } from "../sample-template.ts";

const template: CloudFormationTemplate = {
  Parameters: {
    Greeting: { Type: "String", Default: "hello" },
    Missing: { Type: "String" },
    BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/version" },
  },
  Conditions: {
    InEurope: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-central-1"] },
    Elsewhere: { "Fn::Not": [{ Condition: "InEurope" }] },
    Both: { "Fn::And": [{ Condition: "InEurope" }, { Condition: "Elsewhere" }] },
    Either: { "Fn::Or": [{ Condition: "InEurope" }, { Condition: "Elsewhere" }] },
  },
  Resources: {
    Named: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "named" } },
    Unnamed: { Type: "AWS::Lambda::Function" },
    Live: {
      Type: "AWS::Lambda::Alias",
      Properties: { FunctionName: { Ref: "Named" }, Name: "live", FunctionVersion: "1" },
    },
    Keys: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "keys" } },
    Bucket: { Type: "AWS::S3::Bucket" },
    OnlyElsewhere: { Type: "AWS::S3::Bucket", Condition: "Elsewhere" },
  },
};

const value = (expression: unknown) => resolve({ template, pseudo: pseudoParameters }, expression);

describe("intrinsic functions", () => {
  test("plain values stay as they are, at any depth", () => {
    assert.deepEqual(value({ a: [1, true, null, { b: "c" }] }), { a: [1, true, null, { b: "c" }] });
  });

  test("Ref gives a pseudo parameter, a parameter's default, or a resource's name", () => {
    assert.equal(value({ Ref: "AWS::AccountId" }), "123456789012");
    assert.equal(value({ Ref: "Greeting" }), "hello");
    assert.equal(value({ Ref: "Named" }), "named");
    assert.equal(value({ Ref: "Unnamed" }), "sample-Unnamed");
  });

  test("Ref of an alias and of a secret gives an ARN", () => {
    assert.equal(value({ Ref: "Live" }), "arn:aws:lambda:eu-central-1:123456789012:function:named:live");
    const secret = /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-[a-z0-9]{6}$/;
    assert.match(String(value({ Ref: "Keys" })), secret);
  });

  test("Fn::GetAtt is understood in both of its forms", () => {
    const arn = "arn:aws:lambda:eu-central-1:123456789012:function:named";
    assert.equal(value({ "Fn::GetAtt": ["Named", "Arn"] }), arn);
    assert.equal(value({ "Fn::GetAtt": "Named.Arn" }), arn);
  });

  test("Fn::Join, Fn::Split and Fn::Select work on each other's results", () => {
    const split = { "Fn::Split": [":", { "Fn::GetAtt": ["Named", "Arn"] }] };
    assert.equal(value({ "Fn::Join": ["-", [{ "Fn::Select": [3, split] }, "x"]] }), "eu-central-1-x");
  });

  test("Fn::Sub replaces references, attributes, given variables, and nothing after an exclamation mark", () => {
    assert.equal(
      value({ "Fn::Sub": ["${Named} ${x} ${!x}", { x: { Ref: "Greeting" } }] }),
      "named hello ${x}",
    );
    assert.equal(
      value({ "Fn::Sub": "${Named.Arn}" }),
      "arn:aws:lambda:eu-central-1:123456789012:function:named",
    );
  });

  test("Fn::If chooses by a condition, and AWS::NoValue leaves no trace", () => {
    assert.equal(value({ "Fn::If": ["InEurope", "yes", "no"] }), "yes");
    assert.equal(value({ "Fn::If": ["Both", "yes", "no"] }), "no");
    assert.equal(value({ "Fn::If": ["Either", "yes", "no"] }), "yes");
    assert.deepEqual(value({ a: { "Fn::If": ["Elsewhere", "yes", { Ref: "AWS::NoValue" }] } }), {});
    assert.deepEqual(value([{ Ref: "AWS::NoValue" }, 1]), [1]);
  });

  test("a resource whose condition does not hold is not made", () => {
    const scope = { template, pseudo: pseudoParameters };
    assert.equal(resourceApplies(scope, { Type: "x", Condition: "Elsewhere" }), false);
    assert.equal(resourceApplies(scope, { Type: "x", Condition: "InEurope" }), true);
    assert.equal(resourceApplies(scope, { Type: "x" }), true);
  });

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ["an unknown function", { "Fn::ImportValue": "x" }, /Fn::ImportValue.*not reproduced/],
    ["a function beside other members", { Ref: "Named", a: 1 }, /Ref stands beside a/],
    ["a reference to nothing", { Ref: "Nobody" }, /no resource and no parameter Nobody/],
    ["a parameter without a value", { Ref: "Missing" }, /Missing has no default/],
    ["a parameter whose value is in Parameter Store", { Ref: "BootstrapVersion" }, /BootstrapVersion/],
    ["a resource type without known identifiers", { Ref: "Bucket" }, /Bucket of type AWS::S3::Bucket/],
    ["an unknown attribute", { "Fn::GetAtt": ["Named", "Nothing"] }, /Nothing of resource Named/],
    ["an unknown pseudo parameter", { Ref: "AWS::NotificationARNs" }, /AWS::NotificationARNs/],
    ["a selection of nothing", { "Fn::Select": [3, ["a"]] }, /finds nothing at 3/],
    ["an unknown condition", { "Fn::If": ["Nobody", 1, 2] }, /no condition Nobody/],
    [
      "a secret in the template's text",
      "{{resolve:secretsmanager:x}}",
      /dynamic reference to secretsmanager/,
    ],
  ];
  for (const [what, expression, message] of refused) {
    test(`${what} is an error that names it`, () => {
      assert.throws(() => value(expression), message);
    });
  }
});

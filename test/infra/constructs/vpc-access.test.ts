/** The authorizer in a VPC: the network it gets, the rights Lambda needs for that, and none of them for the code. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bothSchemes, everything, propertiesOf, templateOf } from "../synthesized-stack.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const template = templateOf(everything);
const statements = (name: RegExp): readonly Statement[] => {
  const policy = propertiesOf(template, "AWS::IAM::Policy", ({ PolicyName }) =>
    name.test(String(PolicyName)),
  );
  return (policy.PolicyDocument as { readonly Statement: readonly Statement[] }).Statement;
};
const ofNetwork = ({ Action }: Statement) => [Action].flat().some((action) => action.startsWith("ec2:"));

describe("a VPC", () => {
  test("is joined by the authorizer alone, and by nothing unless configured", () => {
    const joined = Object.values(template.findResources("AWS::Lambda::Function")).filter(
      ({ Properties }) => "VpcConfig" in Properties,
    );
    assert.equal(joined.length, 1);
    assert.match(joined[0]?.Properties.Description, /^Decides/);
    assert.deepEqual(joined[0]?.Properties.VpcConfig, {
      SubnetIds: ["subnet-0a1b2c3d4e5f60718"],
      SecurityGroupIds: ["sg-0a1b2c3d4e5f60718"],
    });
    assert.doesNotMatch(JSON.stringify(templateOf(bothSchemes).toJSON()), /VpcConfig|ec2:/);
  });

  test("needs rights on network interfaces that are there before the function", () => {
    const [describing, changing, ...more] = statements(/^AuthorizerRoleDefaultPolicy/).filter(ofNetwork);
    assert.deepEqual(describing?.Action, ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]);
    assert.equal(describing?.Resource, "*");
    assert.deepEqual(changing?.Action, [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:UnassignPrivateIpAddresses",
    ]);
    assert.deepEqual(more, []);
    const [authorizer] = Object.values(template.findResources("AWS::Lambda::Function")).filter(
      ({ Properties }) => "VpcConfig" in Properties,
    );
    assert.ok(
      authorizer?.DependsOn.some((id: string) => id.startsWith("AuthorizerRoleDefaultPolicy")),
      JSON.stringify(authorizer?.DependsOn),
    );
  });

  test("gives the function's code none of those rights", () => {
    const allowed = statements(/^AuthorizerRoleDefaultPolicy/)
      .filter(ofNetwork)
      .flatMap(({ Action }) => Action);
    const [denied, ...more] = statements(/CodeStaysOut/);
    assert.deepEqual(more, []);
    assert.equal(denied?.Effect, "Deny");
    assert.equal(denied.Resource, "*");
    assert.deepEqual([denied.Action].flat().sort(), allowed.sort());
    const [id] = Object.entries(template.findResources("AWS::Lambda::Function")).find(
      ([, { Properties }]) => "VpcConfig" in Properties,
    ) ?? [""];
    assert.deepEqual(denied.Condition, {
      ArnEquals: { "lambda:SourceFunctionArn": { "Fn::GetAtt": [id, "Arn"] } },
    });
  });
});

/** docs/security.md lists what every role may do: each statement of the template, and no other. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { everything, templateOf } from "#test/infra/synthesized-stack";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const resources: Readonly<Record<string, Resource>> = templateOf(everything).toJSON().Resources;

/** A resource's name as the documentation writes it: its logical id without the hash. */
const nameOf = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, "");

/** A value of the template as text: references by name, pseudo parameters in braces. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(text).join(", ");
  const [[intrinsic, argument] = []] = Object.entries(value as Record<string, unknown>);
  if (intrinsic === "Ref") {
    const name = text(argument);
    return name.startsWith("AWS::") ? `{${name.slice("AWS::".length)}}` : nameOf(name);
  }
  if (intrinsic === "Fn::GetAtt") return nameOf(text((argument as readonly unknown[])[0]));
  if (intrinsic === "Fn::Join") {
    const [delimiter, parts] = argument as readonly [string, readonly unknown[]];
    return parts.map(text).join(delimiter);
  }
  throw new Error(`unknown intrinsic ${intrinsic}`);
}

/** A condition as text: operator, key and value. */
function conditionText(condition: unknown): string {
  return Object.entries(condition as Record<string, Record<string, unknown>>)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key} ${text(value)}`),
    )
    .join(" and ");
}

function ofType(type: string): (readonly [string, Resource])[] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** Every statement of every role, as a row of the table. */
function rows(): string[] {
  const ofPolicies = ofType("AWS::IAM::Policy").flatMap(([, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { readonly Statement: readonly Statement[] };
    return (Properties.Roles as readonly unknown[]).flatMap((role) =>
      Statement.map(({ Effect, Action, Resource, Condition }) => {
        const when = Condition === undefined ? "" : ` where \`${conditionText(Condition)}\``;
        const actions = [Action].flat().map((action) => `\`${action}\``);
        return `| \`${text(role)}\` | ${Effect} | ${actions.join(", ")} | \`${text(Resource)}\`${when} |`;
      }),
    );
  });
  const managed = ofType("AWS::IAM::Role").flatMap(([id, { Properties }]) => {
    assert.equal("Policies" in Properties, false, "inline policies would have to be listed as well");
    return ((Properties.ManagedPolicyArns ?? []) as readonly unknown[]).map(
      (arn) => `| \`${nameOf(id)}\` | Allow | managed policy | \`${text(arn)}\` |`,
    );
  });
  return [...ofPolicies, ...managed].sort();
}

test("the roles' statements in docs/security.md are those of a stack with everything in it", () => {
  const documentation = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
  const table = /<!-- roles:begin -->\n([\s\S]*)<!-- roles:end -->/.exec(documentation)?.[1] ?? "";
  const documented = table.split("\n").filter((line) => line.startsWith("| `"));
  assert.deepEqual(documented.sort(), rows());
});

test("each role is assumed by the one service that works by it", () => {
  const trusted = ofType("AWS::IAM::Role").map(([id, { Properties }]) => {
    const { Statement } = Properties.AssumeRolePolicyDocument as {
      readonly Statement: readonly { readonly Action: string; readonly Principal: unknown }[];
    };
    assert.equal(Statement.length, 1);
    assert.equal(Statement[0]?.Action, "sts:AssumeRole");
    return `${nameOf(id)} ${JSON.stringify(Statement[0]?.Principal)}`;
  });
  assert.deepEqual(trusted.sort(), [
    'ApiRestApiCloudWatchRole {"Service":"apigateway.amazonaws.com"}',
    'AuthorizerRole {"Service":"lambda.amazonaws.com"}',
    'BackendRole {"Service":"lambda.amazonaws.com"}',
  ]);
});

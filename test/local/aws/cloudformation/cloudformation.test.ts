/** DescribeStacks on this machine, with the outputs of a template, asked by AWS's own client. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { type AwsEndpoint, startAwsEndpoint } from "#local/aws/aws-endpoint";
import { cloudFormation } from "#local/aws/cloudformation/cloudformation";
import { templateOutputs } from "#local/gateway/template/outputs";
import { pseudoParameters, sampleTemplate } from "#test/local/gateway/sample-template";
import { clientOf } from "../signed-client.ts";

const Outputs = {
  FunctionArn: { Value: { "Fn::GetAtt": ["Authorizer", "Arn"] }, Description: 'A & B <of> "C"\'s\r\n' },
  Stack: { Value: { "Fn::Sub": "${AWS::StackName}/<&>" } },
};

let endpoint: AwsEndpoint;
let client: CloudFormationClient;
before(async () => {
  const stack = {
    name: "sample",
    region: "eu-central-1",
    accountId: "123456789012",
    outputs: () => templateOutputs({ ...sampleTemplate, Outputs }, pseudoParameters),
  };
  endpoint = await startAwsEndpoint({ cloudformation: cloudFormation(stack) });
  client = new CloudFormationClient(clientOf(endpoint.url));
});
after(() => {
  client.destroy();
  return endpoint.close();
});

const describeStacks = (StackName?: string) =>
  client.send(new DescribeStacksCommand(StackName === undefined ? {} : { StackName }));

describe("AWS's own client", () => {
  test("is told the stack's state and its outputs, every character of them", async () => {
    const [stack, ...others] = (await describeStacks("sample")).Stacks ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual([stack?.StackName, stack?.StackStatus], ["sample", "CREATE_COMPLETE"]);
    assert.match(
      stack?.StackId ?? "",
      /^arn:aws:cloudformation:eu-central-1:123456789012:stack\/sample\/[0-9a-f-]{36}$/,
    );
    assert.ok(Math.abs(Date.now() - Number(stack?.CreationTime)) < 60_000);
    assert.deepEqual(stack?.Outputs, [
      {
        OutputKey: "FunctionArn",
        OutputValue: "arn:aws:lambda:eu-central-1:123456789012:function:sample-Authorizer",
        Description: Outputs.FunctionArn.Description,
      },
      { OutputKey: "Stack", OutputValue: "sample/<&>" },
    ]);
  });

  test("finds the stack by its id, and among all stacks", async () => {
    const [named] = (await describeStacks("sample")).Stacks ?? [];
    assert.deepEqual((await describeStacks(named?.StackId)).Stacks, [named]);
    assert.deepEqual((await describeStacks()).Stacks, [named]);
  });

  test("is told as AWS does that there is no stack of another name", async () => {
    for (const name of ["Sample", "sample2", "constructor"]) {
      await assert.rejects(describeStacks(name), {
        name: "ValidationError",
        message: `Stack with id ${name} does not exist`,
      });
    }
  });

  test("is told that the stand-in knows no other operation", async () => {
    await assert.rejects(client.send(new ListStacksCommand({})), { name: "InvalidAction" });
  });
});

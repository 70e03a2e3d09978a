/** CloudFormation on this machine, for who learns from a stack's outputs where things are: DescribeStacks alone. */
import { randomUUID } from "node:crypto";
import { queryError, queryParameters, queryResult } from "../query-protocol.ts";
import type { AwsService, ServiceAnswer } from "../service.ts";

/** A stack that is deployed, as far as it is told about. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** Called for every answer, so that a value which cannot be had is no reason for the API not to start. */
  outputs(): readonly { readonly key: string; readonly value: string; readonly description?: string }[];
}

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/** Answers for one stack (CloudFormation API reference, "DescribeStacks"). */
export function cloudFormation(stack: DeployedStack): AwsService {
  const stackId = `arn:aws:cloudformation:${stack.region}:${stack.accountId}:stack/${stack.name}/${randomUUID()}`;
  const createdAt = new Date().toISOString();

  function describeStacks(asked: string | null): ServiceAnswer {
    if (asked !== null && asked !== stack.name && asked !== stackId) {
      return queryError({ code: "ValidationError", message: `Stack with id ${asked} does not exist` });
    }
    const described = {
      StackId: stackId,
      StackName: stack.name,
      CreationTime: createdAt,
      StackStatus: "CREATE_COMPLETE",
      Outputs: stack.outputs().map(({ key, value, description }) => ({
        OutputKey: key,
        OutputValue: value,
        ...(description !== undefined && { Description: description }),
      })),
    };
    return queryResult("DescribeStacks", namespace, { Stacks: [described] });
  }

  return {
    answer({ body }) {
      const parameters = queryParameters(body);
      const action = parameters.get("Action");
      if (action === "DescribeStacks") return describeStacks(parameters.get("StackName"));
      return queryError({ code: "InvalidAction", message: `This stand-in does not know ${action}.` });
    },
  };
}

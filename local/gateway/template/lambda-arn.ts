/** ARNs of Lambda functions, from the ways in which a template may name a function. */
import type { PseudoParameters } from "./cloudformation-template.ts";

/** `arn:<partition>:lambda:<region>:<account>:function:<name>[:<alias or version>]` */
const wholeArn = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+(?::[^:]+)?$/;
const partialArn = /^\d{12}:function:[^:]+(?::[^:]+)?$/;

/**
 * The whole ARN of a function that is named by its ARN, by a part of it (`<account>:function:<name>`) or by its
 * name, each with or without an alias or a version (AWS Lambda developer guide, "Invoke", parameter FunctionName).
 */
export function lambdaArn(reference: string, pseudo: PseudoParameters): string {
  if (wholeArn.test(reference)) return reference;
  const start = `arn:${pseudo.Partition}:lambda:${pseudo.Region}`;
  if (partialArn.test(reference)) return `${start}:${reference}`;
  return `${start}:${pseudo.AccountId}:function:${reference}`;
}

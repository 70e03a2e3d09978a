/** What answers a method's requests: a Lambda function, or the gateway itself. */
import type { ResourceProperties } from "../template/resource-properties.ts";
import { invokedFunction } from "./invoked-function.ts";
import { type MockIntegration, readMockIntegration } from "./mock-integration.ts";

/** A Lambda proxy integration (Amazon API Gateway developer guide, "Set up Lambda proxy integrations"). */
export interface LambdaProxyIntegration {
  readonly kind: "lambda-proxy";
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

export type ApiIntegration = LambdaProxyIntegration | MockIntegration;

/** What has no effect without a cache, with a proxy integration, or in an answer that is made here. */
const withoutEffect = ["CacheKeyParameters", "CacheNamespace"];

/** Reads the `Integration` of a method, and for a mock the method responses that it may use. */
export function readIntegration(method: ResourceProperties): ApiIntegration {
  const properties = method.part("Integration");
  if (properties === undefined) throw method.invalid("Integration", "is missing");
  if (properties.value("Credentials") !== undefined) {
    throw properties.notReproduced("Credentials (a role instead of an AWS::Lambda::Permission)");
  }
  const type = properties.text("Type");
  if (type === "MOCK") {
    const mock = readMockIntegration(properties, method);
    properties.done(...withoutEffect, "TimeoutInMillis", "IntegrationHttpMethod");
    return mock;
  }
  if (type !== "AWS_PROXY") throw properties.notReproduced(`an integration of type ${type}`);
  const proxy = readLambdaProxy(properties);
  method.value("MethodResponses"); // A proxy integration passes on whatever the function answers.
  return proxy;
}

function readLambdaProxy(properties: ResourceProperties): LambdaProxyIntegration {
  // AWS: "Set up Lambda proxy integrations", Important: the Invoke action of Lambda takes POST.
  if (properties.text("IntegrationHttpMethod") !== "POST") {
    throw properties.invalid("IntegrationHttpMethod", "must be POST for a Lambda function");
  }
  const timeoutMilliseconds = properties.number("TimeoutInMillis", 29_000);
  if (timeoutMilliseconds < 50) throw properties.invalid("TimeoutInMillis", "must be 50 or more");
  const functionArn = invokedFunction(properties, "Uri");
  properties.done(...withoutEffect, "PassthroughBehavior", "ContentHandling");
  return { kind: "lambda-proxy", functionArn, timeoutMilliseconds };
}

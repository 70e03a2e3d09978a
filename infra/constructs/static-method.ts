/** Methods that everyone may call and that API Gateway answers by itself, without authorizer and without backend. */
import {
  AuthorizationType,
  ContentHandling,
  type IResource,
  type Method,
  MockIntegration,
  PassthroughBehavior,
} from "aws-cdk-lib/aws-apigateway";
import { Validations } from "aws-cdk-lib/core";
import { staticValue } from "../static-value.ts";

/** An answer that is the same for everybody. */
export interface StaticMethodProps {
  readonly method: "GET" | "HEAD" | "OPTIONS";
  readonly status: 200 | 204;
  /** Header values by name, not yet quoted. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * A mapping template, which makes the body or sets headers by the request.
   * @default - no body
   */
  readonly template?: string;
  /** Why nobody is asked who they are. */
  readonly openBecause: string;
}

/**
 * Adds an open method. API Gateway would take the body of a mock for base64, and answer 500, because the API declares
 * every media type binary: both directions are converted to text (Amazon API Gateway developer guide, "Content type
 * conversions in API Gateway").
 */
export function addStaticMethod(resource: IResource, props: StaticMethodProps): Method {
  const statusCode = String(props.status);
  const names = Object.keys(props.headers).map((name) => `method.response.header.${name}`);
  const values = Object.values(props.headers).map(staticValue);
  const integration = new MockIntegration({
    contentHandling: ContentHandling.CONVERT_TO_TEXT,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: { "application/json": JSON.stringify({ statusCode: props.status }) },
    integrationResponses: [
      {
        statusCode,
        contentHandling: ContentHandling.CONVERT_TO_TEXT,
        responseParameters: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])),
        ...(props.template !== undefined && { responseTemplates: { "application/json": props.template } }),
      },
    ],
  });
  const method = resource.addMethod(props.method, integration, {
    authorizationType: AuthorizationType.NONE,
    methodResponses: [
      { statusCode, responseParameters: Object.fromEntries(names.map((name) => [name, true])) },
    ],
  });
  Validations.of(method).acknowledge({ id: "AwsSolutions-APIG4", reason: props.openBecause });
  return method;
}

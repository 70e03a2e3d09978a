/** A small template as the CDK writes them, and edits of it. */
import type {
  CloudFormationTemplate,
  PseudoParameters,
  TemplateResource,
} from "#local/gateway/template/cloudformation-template";

export const pseudoParameters: PseudoParameters = {
  AccountId: "123456789012",
  Region: "eu-central-1",
  Partition: "aws",
  URLSuffix: "amazonaws.com",
  StackName: "sample",
};

const restApiId = { Ref: "Api" };
const root = { "Fn::GetAtt": ["Api", "RootResourceId"] };

function invocationOf(functionArn: unknown): unknown {
  const part = (index: number) => ({ "Fn::Select": [index, { "Fn::Split": [":", functionArn] }] });
  const path = ":lambda:path/2015-03-31/functions/";
  return {
    "Fn::Join": ["", ["arn:", part(1), ":apigateway:", part(3), path, functionArn, "/invocations"]],
  };
}

const authorizerArn = { "Fn::GetAtt": ["Authorizer", "Arn"] };
const backendArn = { "Fn::GetAtt": ["Backend", "Arn"] };

function resource(pathPart: string, parent: unknown = root): TemplateResource {
  const properties = { RestApiId: restApiId, ParentId: parent, PathPart: pathPart };
  return { Type: "AWS::ApiGateway::Resource", Properties: properties };
}

function lambdaMethod(resourceId: unknown, method: string, authorized = true): TemplateResource {
  const authorization = authorized
    ? { AuthorizationType: "CUSTOM", AuthorizerId: { Ref: "ApiAuthorizer" } }
    : { AuthorizationType: "NONE" };
  return {
    Type: "AWS::ApiGateway::Method",
    Properties: {
      RestApiId: restApiId,
      ResourceId: resourceId,
      HttpMethod: method,
      ...authorization,
      Integration: {
        Type: "AWS_PROXY",
        IntegrationHttpMethod: "POST",
        Uri: invocationOf(backendArn),
        TimeoutInMillis: 5000,
      },
    },
  };
}

function mockMethod(resourceId: unknown, method: string): TemplateResource {
  return {
    Type: "AWS::ApiGateway::Method",
    Properties: {
      RestApiId: restApiId,
      ResourceId: resourceId,
      HttpMethod: method,
      AuthorizationType: "NONE",
      Integration: {
        Type: "MOCK",
        ContentHandling: "CONVERT_TO_TEXT",
        RequestTemplates: { "application/json": "{ statusCode: 200 }" },
        IntegrationResponses: [
          {
            StatusCode: "204",
            ResponseParameters: { "method.response.header.Access-Control-Allow-Origin": "'*'" },
          },
        ],
      },
      MethodResponses: [
        {
          StatusCode: "204",
          ResponseParameters: { "method.response.header.Access-Control-Allow-Origin": true },
        },
      ],
    },
  };
}

function permission(functionName: unknown, ...source: unknown[]): TemplateResource {
  const arn = ["arn:", { Ref: "AWS::Partition" }, ":execute-api:", { Ref: "AWS::Region" }, ":"];
  const api = [{ Ref: "AWS::AccountId" }, ":", restApiId];
  return {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: functionName,
      Principal: "apigateway.amazonaws.com",
      SourceArn: { "Fn::Join": ["", [...arn, ...api, ...source]] },
    },
  };
}

function lambdaFunction(asset: string): TemplateResource {
  return {
    Type: "AWS::Lambda::Function",
    Properties: { Handler: "index.handler", Runtime: "nodejs24.x", Timeout: 5, MemorySize: 256 },
    Metadata: { "aws:asset:path": asset },
  };
}

/**
 * Stage `dev` with, all under the authorizer but `/open` and the preflight: `ANY /`, `ANY /{proxy+}`,
 * `GET /things/{id}`, `GET /things/special`, `GET /open`, `OPTIONS /{proxy+}`.
 */
export const sampleTemplate: CloudFormationTemplate = {
  Resources: {
    Authorizer: lambdaFunction("asset.authorizer"),
    Backend: lambdaFunction("asset.backend"),
    Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "sample" } },
    ApiDeployment: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: restApiId } },
    ApiStage: {
      Type: "AWS::ApiGateway::Stage",
      Properties: { RestApiId: restApiId, StageName: "dev", DeploymentId: { Ref: "ApiDeployment" } },
    },
    ApiAuthorizer: {
      Type: "AWS::ApiGateway::Authorizer",
      Properties: {
        Name: "authorizer",
        RestApiId: restApiId,
        Type: "REQUEST",
        AuthorizerResultTtlInSeconds: 0,
        AuthorizerUri: invocationOf(authorizerArn),
      },
    },
    Proxy: resource("{proxy+}"),
    Things: resource("things"),
    Thing: resource("{id}", { Ref: "Things" }),
    Special: resource("special", { Ref: "Things" }),
    Open: resource("open"),
    RootAny: lambdaMethod(root, "ANY"),
    ProxyAny: lambdaMethod({ Ref: "Proxy" }, "ANY"),
    ProxyOptions: mockMethod({ Ref: "Proxy" }, "OPTIONS"),
    ThingGet: lambdaMethod({ Ref: "Thing" }, "GET"),
    SpecialGet: lambdaMethod({ Ref: "Special" }, "GET"),
    OpenGet: lambdaMethod({ Ref: "Open" }, "GET", false),
    AuthorizerPermission: permission(authorizerArn, "/authorizers/", { Ref: "ApiAuthorizer" }),
    BackendPermission: permission(backendArn, "/*/*/*"),
  },
};

/** The template with further resources, or with others in place of those of the same name. */
export function withResources(
  resources: Readonly<Record<string, TemplateResource>>,
  template: CloudFormationTemplate = sampleTemplate,
): CloudFormationTemplate {
  return { ...template, Resources: { ...template.Resources, ...resources } };
}

/** The template with changed properties of one resource; `undefined` takes a property away. */
export function withProperties(
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
  template: CloudFormationTemplate = sampleTemplate,
): CloudFormationTemplate {
  const declared = template.Resources[logicalId];
  if (declared === undefined) throw new Error(`no resource ${logicalId}`);
  const changed = Object.entries({ ...declared.Properties, ...properties });
  const present = Object.fromEntries(changed.filter(([, value]) => value !== undefined));
  return withResources({ [logicalId]: { ...declared, Properties: present } }, template);
}

/** The template with a changed `Integration` of a method. */
export function withIntegration(
  logicalId: string,
  integration: Readonly<Record<string, unknown>>,
  template: CloudFormationTemplate = sampleTemplate,
): CloudFormationTemplate {
  const declared = template.Resources[logicalId]?.Properties?.Integration;
  return withProperties(logicalId, { Integration: { ...Object(declared), ...integration } }, template);
}

/** The template without a resource. */
export function withoutResource(logicalId: string): CloudFormationTemplate {
  const { [logicalId]: _left, ...resources } = sampleTemplate.Resources;
  return { ...sampleTemplate, Resources: resources };
}

/** A gateway response of the API. */
export function gatewayResponseResource(
  responseType: string,
  properties: Readonly<Record<string, unknown>>,
): TemplateResource {
  return {
    Type: "AWS::ApiGateway::GatewayResponse",
    Properties: { RestApiId: restApiId, ResponseType: responseType, ...properties },
  };
}

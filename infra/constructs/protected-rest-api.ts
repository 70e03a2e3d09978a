/** The REST API that clients see: every path and method goes to the backend, and through the authorizer first. */
import {
  AuthorizationType,
  AwsIntegration,
  CfnMethod,
  EndpointType,
  RequestAuthorizer,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Aws, CfnResource, Duration, Validations } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { type ApiSettings, configuredUrl } from "#core/settings/api";
import type { LogSettings } from "#core/settings/operation";
import { acceptedFindings } from "./accepted-findings.ts";
import { accessLog } from "./access-log.ts";
import { authorizerId } from "./authorizer-id.ts";
import { customDomain } from "./custom-domain.ts";

/** None while no decision is kept: with one, API Gateway would answer 401 by itself where it is missing. */
const identitySources: readonly string[] = [];

/** What a protected API is made of. */
export interface ProtectedRestApiProps {
  readonly name: string;
  readonly api: ApiSettings;
  readonly logs: LogSettings;
  readonly authorizer: IFunction;
  readonly backend: IFunction;
  readonly backendTimeoutMilliseconds: number;
}

/**
 * A REST API whose methods all ask the authorizer unless they say otherwise. Nothing of the authorizer's answer is
 * kept, and it has no identity sources: with them API Gateway would answer 401 by itself where one is missing, so that
 * neither anonymous access nor a choice of credentials could work (Amazon API Gateway developer guide, "Use API
 * Gateway Lambda authorizers").
 */
export class ProtectedRestApi extends Construct {
  readonly restApi: RestApi;
  /** The public address, without a slash at its end; a CDK token unless it was given. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ProtectedRestApiProps) {
    super(scope, id);
    const { api } = props;
    const authorizer = new RequestAuthorizer(this, authorizerId(identitySources), {
      handler: props.authorizer,
      identitySources: [...identitySources],
      resultsCacheTtl: Duration.seconds(0),
    });
    omitIdentitySource(authorizer);
    this.restApi = new RestApi(this, "RestApi", {
      restApiName: props.name,
      endpointTypes: [EndpointType.REGIONAL],
      deployOptions: {
        stageName: api.stage,
        ...accessLog(this, "AccessLog", props.logs),
        ...(api.throttling !== undefined && {
          throttlingRateLimit: api.throttling.requestsPerSecond,
          throttlingBurstLimit: api.throttling.burst,
        }),
      },
      // API Gateway decides by the client's first Accept whether an answer in base64 is decoded; only */* fits all.
      binaryMediaTypes: ["*/*"],
      // The role is one for all APIs of the account and region: it is made only when asked for, and then it stays.
      cloudWatchRole: props.logs.access?.account === "create",
      ...customDomain(this, "Certificate", api.domain),
      defaultMethodOptions: { authorizer, authorizationType: AuthorizationType.CUSTOM },
    });
    this.restApi.node.tryRemoveChild("Endpoint");
    this.url = configuredUrl(api) ?? stageUrl(this.restApi, api.stage);
    this.#forwardEverything(props);
    if (api.webAclArn !== undefined) {
      new CfnWebACLAssociation(this, "WebAcl", {
        resourceArn: this.restApi.deploymentStage.stageArn,
        webAclArn: api.webAclArn,
      });
    }
    acceptFindings(this.restApi, props);
    this.node.addValidation({ validate: () => unprotectedMethods(this.restApi) });
  }

  #forwardEverything({ api, backend, backendTimeoutMilliseconds }: ProtectedRestApiProps): void {
    const integration = new AwsIntegration({
      proxy: true,
      service: "lambda",
      path: `2015-03-31/functions/${backend.functionArn}/invocations`,
      options: { timeout: Duration.millis(backendTimeoutMilliseconds) },
    });
    this.restApi.root.addMethod("ANY", integration);
    this.restApi.root.addResource("{proxy+}").addMethod("ANY", integration);
    backend.addPermission("CalledByApi", {
      scope: this,
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: this.restApi.arnForExecuteApi("*", "/*", api.stage),
    });
  }
}

function acceptFindings(restApi: RestApi, { api, logs }: ProtectedRestApiProps): void {
  for (const [id, reason] of acceptedFindings(api, logs)) Validations.of(restApi).acknowledge({ id, reason });
  const role = restApi.node.tryFindChild("CloudWatchRole");
  if (role === undefined) return;
  Validations.of(role).acknowledge({
    id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
    reason:
      "AmazonAPIGatewayPushToCloudWatchLogs is what API Gateway asks this role to have: it serves every API of the region.",
  });
}

/** The address from the literal stage: that of the stage's own resource would need the stage before the API's answers. */
function stageUrl(restApi: RestApi, stage: string): string {
  return `https://${restApi.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${stage}`;
}

/** CDK writes an empty list as an empty text, which is no identity source that CloudFormation documents. */
function omitIdentitySource(authorizer: RequestAuthorizer): void {
  const resource = authorizer.node.defaultChild;
  if (CfnResource.isCfnResource(resource)) resource.addPropertyDeletionOverride("IdentitySource");
}

/** Methods through which the backend could be reached without the authorizer. */
function unprotectedMethods({ methods }: RestApi): string[] {
  return methods.flatMap(({ node, httpMethod, resource }) => {
    const method = node.defaultChild;
    if (!(method instanceof CfnMethod)) return [`${httpMethod} ${resource.path} cannot be judged`];
    const custom = method.authorizationType === AuthorizationType.CUSTOM && method.authorizerId !== undefined;
    const mock =
      typeof method.integration === "object" &&
      "type" in method.integration &&
      method.integration.type === "MOCK";
    return custom || mock
      ? []
      : [`${httpMethod} ${resource.path} reaches the backend without the authorizer`];
  });
}

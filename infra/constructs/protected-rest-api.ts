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
import { Aws, CfnResource, Duration, Validations } from "aws-cdk-lib/core";
import { Construct } from "constructs";

const accountWide =
  "API Gateway writes logs by one role for all APIs of the account and region, which is not this stack's to set; " +
  "the authorizer logs every decision.";
const tracing =
  "Traces are paid by the request; every decision's log line holds the durations of its stages.";

/** Findings of cdk-nag that are accepted, with the reason. */
const acceptedFindings = [
  ["AwsSolutions-APIG1", accountWide],
  ["AwsSolutions-APIG6", accountWide],
  ["Serverless-APIGWAccessLogging", accountWide],
  [
    "AwsSolutions-APIG2",
    "The backend validates requests: what is valid differs from one OGC API to the next.",
  ],
  ["AwsSolutions-APIG3", "A web ACL is paid by the month: who wants one associates it with the stage."],
  [
    "AwsSolutions-COG4",
    "Methods are authorized by our own authorizer; Cognito is only one of the issuers it takes.",
  ],
  [
    "Serverless-APIGWDefaultThrottling",
    "The account's limits hold; right ones depend on the backend's capacity.",
  ],
  ["Serverless-APIGWXrayEnabled", tracing],
] as const;

/** What a protected API is made of. */
export interface ProtectedRestApiProps {
  readonly name: string;
  readonly stage: string;
  /**
   * The API's public address, without a slash at its end.
   * @default - the stage's own
   */
  readonly url?: string;
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
    const authorizer = new RequestAuthorizer(this, "Authorizer", {
      handler: props.authorizer,
      identitySources: [],
      resultsCacheTtl: Duration.seconds(0),
    });
    omitIdentitySource(authorizer);
    this.restApi = new RestApi(this, "RestApi", {
      restApiName: props.name,
      endpointTypes: [EndpointType.REGIONAL],
      deployOptions: { stageName: props.stage },
      // API Gateway decides by the client's first Accept whether an answer in base64 is decoded; only */* fits all.
      binaryMediaTypes: ["*/*"],
      // The account's role for API Gateway's own logs is one for all APIs in it, and not this stack's to change.
      cloudWatchRole: false,
      defaultMethodOptions: { authorizer, authorizationType: AuthorizationType.CUSTOM },
    });
    this.restApi.node.tryRemoveChild("Endpoint");
    this.url = props.url ?? stageUrl(this.restApi, props.stage);
    this.#forwardEverything(props);
    for (const [id, reason] of acceptedFindings) Validations.of(this.restApi).acknowledge({ id, reason });
    this.node.addValidation({ validate: () => unprotectedMethods(this.restApi) });
  }

  #forwardEverything({ backend, backendTimeoutMilliseconds, stage }: ProtectedRestApiProps): void {
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
      sourceArn: this.restApi.arnForExecuteApi("*", "/*", stage),
    });
  }
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

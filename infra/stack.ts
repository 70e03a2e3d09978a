/** The whole deployment: one CloudFormation stack, for whatever account and region it is deployed to. */
import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnOutput, Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { apiKeyOutputs } from "#core/settings/environment";
import type { Settings } from "#core/settings/schema";
import { apiKeySecretArn } from "./constructs/api-key-secret.ts";
import { apiKeyTable } from "./constructs/api-key-table.ts";
import { authorizerFunction } from "./constructs/authorizer-function.ts";
import { backendFunction } from "./constructs/backend-function.ts";
import { addGatewayResponses } from "./constructs/gateway-responses.ts";
import { Monitoring } from "./constructs/monitoring.ts";
import { addPreflight } from "./constructs/preflight.ts";
import { ProtectedRestApi } from "./constructs/protected-rest-api.ts";
import { addProtectedResourceMetadata } from "./constructs/well-known.ts";
import type { FunctionAssets } from "./function-assets.ts";
import { refuseTokens } from "./refuse-tokens.ts";

/** What the stack is made of. */
export interface OgcApiStackProps {
  readonly settings: Settings;
  readonly assets: FunctionAssets;
}

/** An OGC API behind a REST API with an authorizer, named by `settings.name`. */
export class OgcApiStack extends Stack {
  /** The REST API, for what no setting is for. */
  readonly restApi: RestApi;
  /** The function that decides. */
  readonly authorizer: IFunction;

  constructor(scope: Construct, { settings, assets }: OgcApiStackProps) {
    refuseTokens(settings);
    super(scope, settings.name, { description: "An OGC API behind Amazon API Gateway and its authorizer" });
    const secretArn = settings.apiKeys && apiKeySecretArn(this, "ApiKeys", settings.apiKeys);
    const managed = settings.apiKeys?.managed;
    const keyTable = managed && apiKeyTable(this, "ApiKeyTable", managed);
    const authorizer = authorizerFunction(this, "Authorizer", {
      settings,
      asset: assets.authorizer,
      ...(secretArn !== undefined && { secretArn }),
      ...(keyTable !== undefined && { keyTable }),
    });
    const { sampleBackend: sampleAsset } = assets;
    const backend = backendFunction(this, "Backend", {
      settings,
      ...(sampleAsset !== undefined && { sampleAsset }),
    });
    const { restApi, url } = new ProtectedRestApi(this, "Api", {
      name: settings.name,
      api: settings.api,
      logs: settings.logs,
      authorizer,
      backend,
      backendTimeoutMilliseconds: settings.backend.timeoutMilliseconds,
    });
    for (const resource of [restApi.root, restApi.root.getResource("{proxy+}")]) {
      if (resource !== undefined) addPreflight(resource, settings);
    }
    addProtectedResourceMetadata(restApi.root, settings, url);
    addGatewayResponses(restApi, settings, url);
    this.restApi = restApi;
    this.authorizer = authorizer;
    const { monitoring } = settings;
    if (monitoring !== undefined) {
      const managedKeys = managed !== undefined;
      new Monitoring(this, "Monitoring", { stackName: settings.name, settings: monitoring, managedKeys });
    }
    if (restApi.domainName !== undefined) {
      const { domainNameAliasDomainName: target } = restApi.domainName;
      new CfnOutput(this, "DomainTarget", {
        value: target,
        description: "What the DNS record of the custom domain must point to",
      });
    }
    new CfnOutput(this, "Url", { value: url, description: "The address of the API" });
    if (secretArn !== undefined) {
      new CfnOutput(this, apiKeyOutputs.secretArn, {
        value: secretArn,
        description: "The secret that holds the API keys",
      });
    }
    if (managed !== undefined && keyTable !== undefined) {
      new CfnOutput(this, apiKeyOutputs.tableName, {
        value: keyTable.name,
        description: "The table with the records of managed API keys",
      });
      new CfnOutput(this, apiKeyOutputs.environment, {
        value: managed.environment,
        description: "What every managed API key of this deployment is marked with",
      });
    }
  }
}

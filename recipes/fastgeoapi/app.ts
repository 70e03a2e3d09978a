/** A CDK app of its own that deploys fastgeoapi as a container image: a backend to name in `backend.functionArn`. */
import path from "node:path";
import { Platform } from "aws-cdk-lib/aws-ecr-assets";
import { Architecture, DockerImageCode, DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import { App, CfnOutput, Duration, Stack } from "aws-cdk-lib/core";

/** API Gateway waits no longer than this, in seconds. */
const longestAnswer = 29;

/**
 * fastgeoapi's settings for a function behind an authorizer: none of its own security schemes, which it only enables
 * one at a time; no answers that a cache may keep for others; no log queue, which needs what Lambda has not.
 */
const settings = {
  API_KEY_ENABLED: "false",
  JWKS_ENABLED: "false",
  OPA_ENABLED: "false",
  AWS_LAMBDA_DEPLOY: "true",
  FASTGEOAPI_HTTP_MAX_AGE_SECONDS: "0",
  FASTGEOAPI_REVERSE_PROXY: "false",
  LOG_ENQUEUE: "false",
  PYGEOAPI_CONFIG: "pygeoapi-config.yml",
  // What it writes goes where a function may write: its log, its API definition (which it makes itself), its cache.
  LOG_PATH: "/tmp",
  PYGEOAPI_OPENAPI: "/tmp/pygeoapi-openapi.yml",
  FASTGEOAPI_CACHE_DIR: "/tmp/cache",
};

/** What it does not start without, although nobody listens in a Lambda function; these have no prefix. */
const address = { HOST: "127.0.0.1", PORT: "8080" };

const app = new App();

/** A value given to the CDK command by `-c <name>=<value>`. */
function given(name: string, otherwise: string): string {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === "string" && value !== "" ? value : otherwise;
}

const stack = new Stack(app, given("name", "fastgeoapi"), { description: "fastgeoapi as a Lambda function" });
const basePath = given("context", "/geoapi");
const domainPath = given("domainPath", "");
const environment = {
  ...settings,
  FASTGEOAPI_CONTEXT: basePath,
  // Before the API is deployed, nobody knows its address.
  PYGEOAPI_BASEURL: given("url", "https://not-deployed.invalid"),
  // A domain's base path is in the paths that the function is given; a stage is not.
  ...(domainPath !== "" && { ROOT_PATH: domainPath }),
};
const fastgeoapi = new DockerImageFunction(stack, "Fastgeoapi", {
  description: "fastgeoapi 0.4, to be called by API Gateway alone",
  code: DockerImageCode.fromImageAsset(given("package", path.join(import.meta.dirname)), {
    platform: Platform.LINUX_AMD64,
  }),
  architecture: Architecture.X86_64,
  memorySize: 2048,
  timeout: Duration.seconds(longestAnswer),
  environment: {
    ENV_STATE: "prod",
    ...address,
    ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [`PROD_${name}`, value])),
  },
});
new CfnOutput(stack, "FunctionArn", {
  value: fastgeoapi.functionArn,
  description: "For backend.functionArn",
});
new CfnOutput(stack, "BasePath", { value: basePath, description: "For backend.basePath" });

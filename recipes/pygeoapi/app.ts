/** A CDK app of its own that deploys pygeoapi as a Lambda function: a backend to name in `backend.functionArn`. */
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { App, CfnOutput, Duration, Stack } from "aws-cdk-lib/core";

/** API Gateway waits no longer than this, in seconds. */
const longestAnswer = 29;

const app = new App();

/** A value given to the CDK command by `-c <name>=<value>`. */
function given(name: string, otherwise: string): string {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === "string" && value !== "" ? value : otherwise;
}

const stack = new Stack(app, given("name", "pygeoapi"), { description: "pygeoapi as a Lambda function" });
const pygeoapi = new LambdaFunction(stack, "Pygeoapi", {
  description: "pygeoapi 0.24, to be called by API Gateway alone",
  runtime: Runtime.PYTHON_3_12,
  // The compiled packages in the folder are for this one.
  architecture: Architecture.X86_64,
  handler: "lambda_handler.handler",
  code: Code.fromAsset(given("package", "build/pygeoapi")),
  memorySize: 1024,
  timeout: Duration.seconds(longestAnswer),
  // Before the API is deployed, nobody knows its address.
  environment: { PYGEOAPI_URL: given("url", "https://not-deployed.invalid") },
});
new CfnOutput(stack, "FunctionArn", { value: pygeoapi.functionArn, description: "For backend.functionArn" });

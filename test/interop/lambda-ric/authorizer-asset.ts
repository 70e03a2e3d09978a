/** The authorizer as it is deployed: the folder that synthesis makes, its variables, and the secret that it reads. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validSettings } from "#core/settings/read-settings";
import { templateFunctions } from "#local/gateway/template";
import { startLocalAws } from "#local/local-aws";
import { synthesizeStack } from "#local/synthesize";
import { installedPeer } from "../process/installed-peer.ts";

export interface AuthorizerAsset {
  readonly arn: string;
  readonly handler: string;
  readonly taskRoot: string;
  /** The template's variables, and where Secrets Manager is answered. */
  readonly environment: Readonly<Record<string, string>>;
  /** A key that the secret holds under the name `partner`. */
  readonly apiKey: string;
  close(): Promise<void>;
}

/** A program of the installed peer. */
export const installed = (...path: readonly string[]): string =>
  join(installedPeer("INTEROP_LAMBDA_RIC"), ...path);

/** The command line of AWS's runtime client. */
export const runtimeClient = (): readonly string[] => [
  process.execPath,
  installed("node_modules", "aws-lambda-ric", "index.mjs"),
];

const pseudoParameters = {
  AccountId: "123456789012",
  Region: "us-east-1",
  Partition: "aws",
  URLSuffix: "amazonaws.com",
  StackName: "ric",
};

/** Lakes are open, wells are for API keys. */
const settings = validSettings({
  version: 1,
  name: "ric",
  backend: { kind: "lambda", functionArn: "arn:aws:lambda:us-east-1:123456789012:function:backend" },
  apiKeys: {},
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
  ],
});

/** Synthesizes the stack and starts what stands in for AWS. */
export async function authorizerAsset(): Promise<AuthorizerAsset> {
  const folder = await mkdtemp(join(tmpdir(), "interop-ric-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const { template, assembly } = await synthesizeStack(settings, folder);
    const [authorizer] = templateFunctions(template, pseudoParameters);
    if (authorizer?.assetFolder === undefined) throw new Error("the template holds no bundled function");
    const apiKey = randomBytes(24).toString("base64url");
    const contents = { keys: { partner: apiKey } };
    const aws = await startLocalAws({ template, pseudoParameters, settings, contents });
    return {
      arn: authorizer.arn,
      handler: authorizer.handler,
      taskRoot: join(assembly, authorizer.assetFolder),
      environment: {
        ...authorizer.environment,
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
      },
      apiKey,
      close: () => aws.close().finally(removeFolder),
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** From settings to a cloud assembly: what `cdk deploy` deploys and what the local gateway serves. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "aws-cdk-lib/core";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { Settings } from "#core/settings/schema";
import { buildFunctionAssets } from "./function-assets.ts";
import { OgcApiStack } from "./stack.ts";

/**
 * What the CDK command would pass on from cdk.json or set by itself. It is set here, after what the command passes,
 * because an app that is run by itself gets none of it, and the template has to be the same either way.
 */
const context = {
  "@aws-cdk/aws-apigateway:authorizerChangeDeploymentLogicalId": true,
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:checkSecretUsage": true,
  "@aws-cdk/core:validateAgainstDefaultRules": true,
  "aws:cdk:enable-asset-metadata": true,
  "aws:cdk:enable-path-metadata": true,
  "aws:cdk:disable-asset-staging": false,
};

/** What may differ between apps; the template never does. */
export interface AppOptions {
  /**
   * Whether CDK holds the template against CloudFormation's rules, which takes longer than all the rest.
   * @default false
   */
  readonly checkTemplate?: boolean;
}

/**
 * An app without a stack yet.
 * @param outputFolder where the cloud assembly goes
 */
export function ogcApiApp(outputFolder: string, { checkTemplate = false }: AppOptions = {}): App {
  return new App({
    outdir: outputFolder,
    postCliContext: context,
    analyticsReporting: false,
    autoSynth: false,
    builtinCloudFormationValidation: checkTemplate,
  });
}

/**
 * Synthesizes the stack that `settings` describe, as `<name>.template.json` and the functions' folders. Calls the
 * issuers whose `staticKeys` are to be fetched, and needs no network otherwise.
 * @param extend adds what no setting is for
 * @throws SynthesisRefusal for what the operator has to change
 */
export async function synthesize(
  app: App,
  settings: Settings,
  extend: (stack: OgcApiStack) => void = () => {},
): Promise<CloudAssembly> {
  const folder = await mkdtemp(path.join(tmpdir(), "ogc-api-functions-"));
  try {
    const assets = await buildFunctionAssets(settings, folder);
    extend(new OgcApiStack(app, { settings, assets }));
    return app.synth();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

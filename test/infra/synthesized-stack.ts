/** The stack of some settings, synthesized with deployment packages that hold next to nothing. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import type { App } from "aws-cdk-lib/core";
import { validSettings } from "#core/settings/read-settings";
import type { SettingsInput } from "#core/settings/schema";
import type { FunctionAssets } from "#infra/function-assets";
import { OgcApiStack } from "#infra/stack";
import { ogcApiApp } from "#infra/synthesize";
import { temporaryFolder } from "./temporary-folder.ts";

/** Settings with both schemes and the sample backend. */
export const bothSchemes: SettingsInput = {
  version: 1,
  name: "geodata",
  apiKeys: {},
  tokens: {
    issuers: [
      {
        issuer: "https://login.example.org/realms/geo",
        jwksUri: "https://login.example.org/realms/geo/certs",
        audiences: ["geodata"],
      },
    ],
  },
  accessRules: [{ who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } }],
};

/** An existing function as the backend, called by its alias. */
export const existingBackend = {
  kind: "lambda",
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:pygeoapi:live",
  timeoutMilliseconds: 12_000,
} as const;

/** Settings with every part that the stack makes only when it is asked for. */
export const everything: SettingsInput = {
  ...bothSchemes,
  apiKeys: { managed: {} },
  tokens: {
    ...bothSchemes.tokens,
    opaque: [
      {
        issuer: "https://login.example.org/realms/geo",
        audiences: ["geodata"],
        introspection: {
          url: "https://login.example.org/realms/geo/introspect",
          clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf",
        },
      },
    ],
  },
  api: {
    domain: {
      name: "geo.example.org",
      certificateArn:
        "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
      basePath: "ogc",
    },
    throttling: { requestsPerSecond: 50, burst: 100 },
    webAclArn:
      "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/geodata/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  },
  policy: {
    engine: "remote",
    url: "https://opa.example.org",
    tokenSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:opa-token-AbCdEf",
  },
  decision: {
    vpc: { subnetIds: ["subnet-0a1b2c3d4e5f60718"], securityGroupIds: ["sg-0a1b2c3d4e5f60718"] },
  },
  logs: { access: { account: "create" } },
  monitoring: { topicArn: "arn:aws:sns:eu-central-1:123456789012:geodata-alarms" },
};

/** Deployment packages with a handler that answers nothing. */
export function smallAssets(): FunctionAssets {
  const folder = temporaryFolder();
  const made = (name: string) => {
    const asset = path.join(folder, name);
    mkdirSync(asset);
    writeFileSync(path.join(asset, "index.cjs"), `exports.handler = async () => "${name}";`);
    return asset;
  };
  return { authorizer: made("authorizer"), sampleBackend: made("sample-backend") };
}

/** The app and its stack, for settings that may leave out what has a default. */
export function stackOf(
  settings: SettingsInput,
  app: App = ogcApiApp(temporaryFolder()),
): { readonly app: App; readonly stack: OgcApiStack } {
  const stack = new OgcApiStack(app, { settings: validSettings(settings), assets: smallAssets() });
  return { app, stack };
}

/** The template for settings that may leave out what has a default. */
export function templateOf(settings: SettingsInput): Template {
  return Template.fromStack(stackOf(settings).stack);
}

/** Properties of the only resource of a type, or of the only one that `chosen` finds. */
export function propertiesOf(
  template: Template,
  type: string,
  chosen: (properties: Record<string, unknown>) => boolean = () => true,
): Record<string, unknown> {
  const found = Object.values(template.findResources(type))
    .map(({ Properties }) => Properties)
    .filter(chosen);
  if (found.length !== 1) throw new Error(`the template has ${found.length} of ${type}, and not one`);
  return found[0];
}

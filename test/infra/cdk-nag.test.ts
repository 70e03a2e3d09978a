/** The stack against cdk-nag's rules and CloudFormation's: no finding without an accepted reason. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { type App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { SettingsInput } from "#core/settings/schema";
import { ogcApiApp } from "#infra/synthesize";
import { refusalsAndOrigins } from "./refusals-and-origins.ts";
import { bothSchemes, everything, existingBackend, stackOf } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly { readonly ruleName: string }[];
  }[];
}

/** The broken rules, warnings included, as `<pack>: <rule>`. */
function findings(app: App): string[] {
  try {
    app.synth();
  } catch {
    // The report says why.
  }
  const report: Report = JSON.parse(readFileSync(path.join(app.outdir, "validation-report.json"), "utf8"));
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName }) => `${pluginName}: ${ruleName}`),
  );
}

function checked(settings: SettingsInput): ReturnType<typeof stackOf> {
  const app = ogcApiApp(temporaryFolder(), { checkTemplate: true });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return stackOf(settings, app);
}

describe("no rule of AWS Solutions, Serverless or CloudFormation is broken", () => {
  test("with the sample backend and a secret of our own", () => {
    assert.deepEqual(findings(checked(bothSchemes).app), []);
  });

  test("with an existing backend and an existing secret", () => {
    const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:geodata-keys-AbCdEf";
    const settings = { ...bothSchemes, backend: existingBackend, apiKeys: { secretArn } };
    assert.deepEqual(findings(checked(settings).app), []);
  });

  test("with everything that settings can add", () => {
    assert.deepEqual(findings(checked(everything).app), []);
  });

  for (const [what, api] of Object.entries(refusalsAndOrigins)) {
    test(`with ${what}`, () => {
      assert.deepEqual(findings(checked({ ...bothSchemes, api }).app), []);
    });
  }
});

test("each of the three would find a function that nobody should deploy", (t) => {
  t.mock.method(process.stderr, "write", () => true);
  const { app, stack } = checked(bothSchemes);
  new CfnFunction(stack, "Careless", {
    code: { zipFile: "" },
    role: "arn:aws:iam::123456789012:role/anything",
    runtime: "nodejs16.x",
    handler: "index.handler",
    memorySize: 64,
  });
  const found = findings(app);
  for (const pack of ["AwsSolutions", "Serverless", "CloudFormation"]) {
    assert.ok(
      found.some((finding) => finding.startsWith(pack)),
      `${pack} found nothing`,
    );
  }
});

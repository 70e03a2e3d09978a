/** The authorizer function as it is deployed, in a process of its own, with the secret and the issuer that it asks. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { DecisionLine } from "#adapters/decision-log";
import type { AuthorizerAnswer } from "#core/gateway/iam-policy";
import { validSettings } from "#core/settings/read-settings";
import type { Settings, SettingsInput } from "#core/settings/schema";
import { buildFunctionAssets } from "#infra/function-assets";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { localSecrets } from "#local/local-secrets";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";

/** What the function answered to one event, and the line that it logged. */
export interface FunctionAnswer {
  readonly line: DecisionLine;
  readonly answer?: AuthorizerAnswer;
  readonly error?: string;
}

/** A running function. */
export interface BundledAuthorizer {
  readonly settings: Settings;
  readonly issuer: TokenIssuer;
  /** The key that the secret holds for a name; made for this run. */
  key(name: string): string;
  /** Asks the function; one event at a time. */
  answer(event: unknown): Promise<FunctionAnswer>;
  close(): Promise<void>;
}

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-a1b2c3";

/** Answers one line for each event on standard input; the function's own lines come before. */
const invoke = `
  const { createInterface } = require("node:readline");
  const { handler } = require(process.env.LAMBDA_TASK_ROOT + "/index.cjs");
  (async () => {
    for await (const line of createInterface({ input: process.stdin })) {
      const said = await handler(JSON.parse(line)).then(
        (answer) => ({ answer }),
        (error) => ({ error: error.message === "Unauthorized" ? "Unauthorized" : error.name }),
      );
      process.stdout.write(JSON.stringify(said) + "\\n");
    }
  })();`;

/**
 * Bundles and starts the function.
 * @param keys API keys by their names, with their scopes
 * @param settingsFor settings with a given issuer
 */
export async function bundledAuthorizer(
  keys: Readonly<Record<string, readonly string[]>>,
  settingsFor: (issuer: TokenIssuer) => SettingsInput,
): Promise<BundledAuthorizer> {
  const issuer = await startTokenIssuer();
  const settings = validSettings({ ...settingsFor(issuer), apiKeys: { secretArn } });
  const folder = await mkdtemp(path.join(tmpdir(), "explained-"));
  const { authorizer } = await buildFunctionAssets(settings, folder);
  const made = Object.fromEntries(
    Object.entries(keys).map(([name, scopes]) => [
      name,
      { key: randomBytes(24).toString("base64url"), scopes },
    ]),
  );
  const secrets = localSecrets([], settings, { keys: {} });
  const aws = await startAwsEndpoint({ secretsmanager: secrets.manager });
  secrets.setApiKeySecret(JSON.stringify({ pepper: randomBytes(32).toString("hex"), keys: made }));
  const child = spawn(process.execPath, ["--eval", invoke], {
    env: {
      LAMBDA_TASK_ROOT: authorizer,
      API_KEY_SECRET_ARN: secretArn,
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value));
  return {
    settings,
    issuer,
    key: (name) => made[name]?.key ?? "",
    async answer(event) {
      child.stdin.write(`${JSON.stringify(event)}\n`);
      const line: DecisionLine = await next();
      return { line, ...(await next()) };
    },
    async close() {
      child.stdin.end();
      await Promise.all([aws.close(), issuer.close(), rm(folder, { recursive: true })]);
    },
  };
}

/** What an operator does with an import that was written. */
import { apiKeyOutputs } from "#core/settings/environment";
import type { Imported, ImportedSecret, SecretArns } from "./imported.ts";
import { secretFile, type Targets } from "./writing/targets.ts";

const whatFor: Readonly<Record<ImportedSecret["name"], string>> = {
  "api-keys": "the API keys, and the pepper that they are digested with",
  "login-client": "the client's secret, for the log-in in a browser that is to come",
};

/** A name as a POSIX shell reads it as one word. */
const shellWord = (name: string) =>
  /^[\w./@%+=:,-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;

/** What was written, without any of its content, and the commands that come next. */
export function nextStepsText(
  targets: Targets,
  { secrets, serverAddress }: Pick<Imported, "secrets" | "serverAddress">,
  arns: SecretArns,
): string {
  const settings = shellWord(targets.settings);
  const keys = secrets.find(({ name }) => name === "api-keys");
  const keysFile =
    keys !== undefined && arns[keys.name] === undefined ? shellWord(secretFile(targets, keys)) : undefined;
  return [
    "Written:",
    `  ${targets.settings}`,
    ...secrets.map(
      (secret) => `  ${arns[secret.name] ?? secretFile(targets, secret)}: ${whatFor[secret.name]}`,
    ),
    "",
    "On this machine, with your API at the address after --backend:",
    `  npm start -- --settings ${settings}${keysFile === undefined ? "" : ` --api-keys ${keysFile}`} --backend ${serverAddress}`,
    "",
    "On AWS:",
    `  npx cdk deploy -c settings=${settings}`,
    ...(keysFile === undefined
      ? []
      : [
          `  aws secretsmanager put-secret-value --secret-id <the stack's output ${apiKeyOutputs.secretArn}> --secret-string file://${keysFile}`,
          "Keys work a minute after that. It replaces the pepper of the stack's secret, with which managed keys end that were made before.",
        ]),
    "",
  ].join("\n");
}

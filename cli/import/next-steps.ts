/** What an operator does with an import that was written. */
import { apiKeyOutputs } from "#core/settings/environment";
import { namesNoFunction } from "./backend-function.ts";
import type { Imported, ImportedSecret, SecretArns } from "./imported.ts";
import { secretFile, type Targets } from "./writing/targets.ts";

const whatFor: Readonly<Record<ImportedSecret["name"], string>> = {
  "api-keys": "the API keys, and the pepper that they are digested with",
  "login-client": "the client's secret, for the log-in in a browser that is to come",
};

/**
 * What was written, without any of its content, and the commands that come next, to be copied into a shell.
 * @param isReplaced whether what was there before may have been replaced
 */
export function nextStepsText(
  targets: Targets,
  { secrets, settings, serverAddress }: Pick<Imported, "secrets" | "settings" | "serverAddress">,
  arns: SecretArns,
  isReplaced: boolean,
): string {
  const keys = secrets.find(({ name }) => name === "api-keys");
  const keysFile =
    keys !== undefined && arns[keys.name] === undefined ? secretFile(targets, keys) : undefined;
  const settingsWord = shellWord(targets.settings);
  const apiKeys = keysFile === undefined ? "" : ` --api-keys ${shellWord(keysFile)}`;
  return [
    "Written:",
    `  ${targets.settings}`,
    ...secrets.map(
      (secret) => `  ${arns[secret.name] ?? secretFile(targets, secret)}: ${whatFor[secret.name]}`,
    ),
    "",
    "On this machine, with your API at the address after --backend:",
    `  npm start -- --settings ${settingsWord}${apiKeys} --backend ${serverAddress}`,
    ...(keys !== undefined && keysFile === undefined
      ? ["It makes a key of its own and prints it: those in Secrets Manager are not read on this machine."]
      : []),
    "",
    "On AWS:",
    ...(namesNoFunction(settings(arns)) ? ["First name your function, in backend.functionArn."] : []),
    ...placeOf(arns),
    `  npx cdk deploy -c ${shellWord(`settings=${targets.settings}`)}`,
    ...(keysFile === undefined ? [] : withKeys(keysFile)),
    ...(keys !== undefined && keysFile === undefined && isReplaced
      ? [`If the secret was there before, its pepper is replaced, ${withPepper}`]
      : []),
    "",
  ].join("\n");
}

const withPepper = "with which managed keys end that were made before.";

function withKeys(file: string): string[] {
  return [
    `  aws secretsmanager put-secret-value --secret-id '<${apiKeyOutputs.secretArn}>' --secret-string ${shellWord(`file://${file}`)}`,
    `${apiKeyOutputs.secretArn} is an output of the stack. Keys work a minute after that: then remove the file. It replaces the pepper of the stack's secret, ${withPepper}`,
  ];
}

/** The authorizer looks for its secret in the region that it runs in. */
function placeOf(arns: SecretArns): string[] {
  const region = arns["api-keys"]?.split(":")[3];
  return region === undefined
    ? []
    : [`The stack, and so the function, has to be where the secret with the keys is: ${region}.`];
}

/** A text as one word of a POSIX shell (IEEE Std 1003.1, Shell Command Language, section 2.2.2). */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

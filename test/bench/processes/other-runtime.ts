/** Another Lambda runtime's authorizer, given as a program: what it is started with, and which events it gets. */
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Of the calling environment, variables with this prefix reach the program, without it. */
const prefix = "RUNTIME_";

/** What a variable's value may name, as the keys are made when the benchmark starts. */
export interface NamedInVariables {
  /** The `iss` and the `aud` of the tokens. */
  readonly issuer: string;
  readonly audience: string;
  /** Where the JSON Web Key Set is served, and the file that holds it. */
  readonly keySetUri: string;
  readonly keySetFile: string;
}

/** How `--with-runtime` is used. */
export const otherRuntimeHelp =
  "--with-runtime <bootstrap>: an executable that speaks the Lambda Runtime API; it gets the variables of Lambda, and " +
  `those of this environment that start with ${prefix}, without that prefix, in which {issuer}, {audience}, {keySetUri} ` +
  "and {keySetFile} are replaced: RUNTIME_JWKS_URI='{keySetUri}' is JWKS_URI. Its events are those of a REQUEST " +
  "authorizer with an RS256 token, which is in `authorizationToken`, too";

/**
 * The program's own variables.
 * @throws Error that names a `{…}` which stands for nothing
 */
export function otherRuntimeVariables(
  environment: Readonly<Record<string, string | undefined>>,
  named: NamedInVariables,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value = ""] of Object.entries(environment)) {
    if (!name.startsWith(prefix)) continue;
    variables[name.slice(prefix.length)] = value.replace(/\{([A-Za-z]+)\}/g, (text, key: string) => {
      if (!Object.hasOwn(named, key)) throw new Error(`${name} has ${text}: ${otherRuntimeHelp}`);
      return named[key as keyof NamedInVariables];
    });
  }
  return variables;
}

/**
 * The program's absolute path.
 * @throws Error that says how the option is used, where it is no executable
 */
export function otherRuntimeProgram(given: string): string {
  const program = path.resolve(given);
  try {
    accessSync(program, constants.X_OK);
  } catch {
    throw new Error(`${program} is no executable; ${otherRuntimeHelp}`);
  }
  return program;
}

/** Which of the two environments of a fastgeoapi `.env` file is meant. */
import type { EnvFile } from "../env-file/env-file.ts";
import type { EnvReader } from "../env-file/env-reader.ts";
import { type EnvState, environmentName, prefixes } from "./setting-names.ts";

/**
 * The prefix of the settings that count.
 * @param chosen what the command line says, which stands before the file as the process's environment does there
 * @returns `undefined` where it cannot be told, which is a mistake
 */
export function environmentPrefix(
  file: EnvFile,
  reader: EnvReader,
  chosen: EnvState | undefined,
): string | undefined {
  const states = Object.keys(prefixes) as EnvState[];
  const used = states.filter((state) =>
    [...file.variables.keys()].some((name) => name.startsWith(prefixes[state])),
  );
  if (used.length === 0) {
    reader.mistake(
      "the file",
      "has no name that begins with DEV_ or PROD_, in capitals, and fastgeoapi reads no others of its settings: write them so, or name its own .env file",
    );
    return undefined;
  }
  const state = chosen ?? stateOfFile(file, reader, used);
  if (state === undefined) return undefined;
  if (used.includes(state)) return prefixes[state];
  reader.mistake(
    chosen === undefined ? environmentName : "--env-state",
    `is ${state}, and no name in the file begins with ${prefixes[state]}: its settings are those of --env-state ${used.join()}`,
  );
  return undefined;
}

function stateOfFile(file: EnvFile, reader: EnvReader, used: readonly EnvState[]): EnvState | undefined {
  if (!file.variables.has(environmentName)) {
    const [only, other] = used;
    if (only !== undefined && other === undefined) return only;
    reader.mistake(environmentName, "is not given: say dev or prod by --env-state");
    return undefined;
  }
  const written = reader.needed(environmentName, "is blank: say dev or prod by --env-state");
  if (written === undefined) return undefined;
  const state = (Object.keys(prefixes) as EnvState[]).find((each) => each === written);
  if (state === undefined) {
    reader.mistake(
      environmentName,
      "must be dev or prod, in lower case: with another value fastgeoapi does not start",
    );
  }
  return state;
}

/** The API keys of a fastgeoapi `.env` file, as static keys of ours. */
import { randomBytes } from "node:crypto";
import { isStaticKey, keySecret, mostStaticKeys } from "#adapters/api-keys/key-secret-text";
import { Fault } from "#core/fault";
import type { EnvFile } from "../env-file/env-file.ts";
import type { EnvReader } from "../env-file/env-reader.ts";
import type { ImportedSecret } from "../imported.ts";
import { keyPrefix } from "./setting-names.ts";

/** The keys as they are kept, and what must be said about them; no sentence holds a key. */
export interface ImportedKeys {
  readonly secret: ImportedSecret;
  /** The names of the keys that access rules mean. */
  readonly names: readonly string[];
  readonly remarks: readonly string[];
}

/** A key that was found. */
interface FoundKey {
  readonly variable: string;
  readonly name: string;
  readonly key: string;
  readonly isNew: boolean;
}

const keyVariable = new RegExp(`^${keyPrefix}[A-Za-z0-9_]{1,60}$`);

/** Shorter keys can be tried out, or are words. */
const shortestUnguessable = 20;

/**
 * Every key that is valid there: the setting with the prefix, and each variable without one that begins
 * `PYGEOAPI_KEY_`.
 * @param replaceUnusable whether a key that cannot be kept gets a random one in its place
 */
export function importedKeys(
  file: EnvFile,
  reader: EnvReader,
  prefix: string,
  replaceUnusable: boolean,
): ImportedKeys | undefined {
  const global = `${prefix}${keyPrefix}GLOBAL`;
  // There, the setting's value takes the place of the variable of this name without a prefix.
  const others = [...file.variables.keys()].filter(
    (name) => keyVariable.test(name) && name !== `${keyPrefix}GLOBAL`,
  );
  // What is no such name may be a key that got to the left of a `=`.
  for (const [name, { line }] of file.variables) {
    if (!name.startsWith(keyPrefix) || keyVariable.test(name)) continue;
    reader.mistake(
      `line ${line}`,
      `must have a name of letters, digits and _ after ${keyPrefix}, and then = and the key`,
    );
  }
  const names = new Set<string>();
  const found = [global, ...others].flatMap((variable) => {
    const name = freeName(variable.slice(variable.indexOf(keyPrefix) + keyPrefix.length), names);
    const key = keyOf(variable, reader, replaceUnusable);
    return key === undefined ? [] : [{ variable, name, ...key }];
  });
  const distinct = found.filter(({ key }, index) => found.findIndex((each) => each.key === key) === index);
  if (distinct.length > mostStaticKeys) {
    reader.mistake(
      `${keyPrefix}…`,
      `are ${distinct.length} keys with the setting's, and a secret holds ${mostStaticKeys}: take ${distinct.length - mostStaticKeys} out of the file, and make their holders managed keys by \`ogc-api-authorizer keys create\`, with the setting \`apiKeys.managed\``,
    );
    return undefined;
  }
  const text = secretText(distinct, reader);
  if (text === undefined) return undefined;
  return {
    secret: { name: "api-keys", text },
    names: distinct.map(({ name }) => name),
    remarks: remarksOn(found, distinct, file.variables.has(`${keyPrefix}GLOBAL`)),
  };
}

/** Only the setting is always asked for, and may be missing; the others are there, if only as a blank. */
const missing =
  "must hold the API key: without one fastgeoapi does not start, and a blank one lets in whoever sends a blank header";
const blank = "is blank, which lets in whoever sends a blank header: give it a key, or take the line out";

function keyOf(variable: string, reader: EnvReader, replaceUnusable: boolean) {
  const key = reader.needed(variable, variable.startsWith(keyPrefix) ? blank : missing);
  if (key === undefined) return undefined;
  if (isStaticKey(key)) return { key, isNew: false };
  if (replaceUnusable) return { key: newKey(), isNew: true };
  reader.mistake(
    variable,
    "must have 8 to 512 printable ASCII characters and no space: give it a longer key, or have a random one made in its place by --replace-unusable-keys",
  );
  return undefined;
}

const newKey = () => randomBytes(32).toString("base64url");

/** The end of the variable's name in lower case; a number behind it where that is taken. */
function freeName(end: string, taken: Set<string>): string {
  const wanted = end.toLowerCase().replaceAll("_", "-");
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}

/** The secret's text, read once as the authorizer will read it. */
function secretText(found: readonly FoundKey[], reader: EnvReader): string | undefined {
  if (found.length === 0) return undefined;
  const keys = Object.fromEntries(found.map(({ name, key }) => [name, key]));
  const text = `${JSON.stringify({ pepper: randomBytes(48).toString("base64url"), keys }, null, 2)}\n`;
  try {
    keySecret(text);
    return text;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    reader.mistake(`${keyPrefix}…`, error.message);
    return undefined;
  }
}

function remarksOn(
  found: readonly FoundKey[],
  distinct: readonly FoundKey[],
  hasUnprefixedGlobal: boolean,
): string[] {
  const edged = distinct.filter(({ key, isNew }) => !isNew && /^[#'"`]|['"`]$/.test(key));
  const guessable = distinct.filter(({ key }) => key.length < shortestUnguessable);
  return [
    `Keys are known by a name that logs and access rules use: ${distinct.map(({ variable, name }) => `${variable} is "${name}"`).join(", ")}.`,
    ...guessable.map(
      ({ variable }) =>
        `The key of ${variable} has fewer than ${shortestUnguessable} characters and can be guessed, the more so if it is one of a tutorial: give its holders a longer one.`,
    ),
    ...edged.map(
      ({ variable }) =>
        `The key of ${variable} has a # or a quote at its end or beginning, which is part of it.`,
    ),
    ...distinct
      .filter(({ isNew }) => isNew)
      .map(
        ({ variable, name }) =>
          `The key of ${variable} could not be kept: "${name}" has a new one, which its holders need.`,
      ),
    ...found
      .filter((each) => !distinct.includes(each))
      .map(
        ({ variable }) =>
          `${variable} holds the same key as another variable, which goes by the other's name.`,
      ),
    ...(hasUnprefixedGlobal
      ? [
          `${keyPrefix}GLOBAL without the environment's prefix is replaced by the setting when fastgeoapi starts, so it was left out.`,
        ]
      : []),
  ];
}

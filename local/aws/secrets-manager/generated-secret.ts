/** The first value of a secret that CloudFormation makes. */
import { randomInt } from "node:crypto";
import { Fault } from "#core/fault";

/** A template's `GenerateSecretString` (CloudFormation template reference, `AWS::SecretsManager::Secret`). */
export interface GenerateSecretString {
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly GenerateStringKey?: string;
  readonly IncludeSpace?: boolean;
  readonly PasswordLength?: number;
  readonly RequireEachIncludedType?: boolean;
  readonly SecretStringTemplate?: string;
}

const known: readonly string[] = [
  "ExcludeCharacters",
  "ExcludeLowercase",
  "ExcludeNumbers",
  "ExcludePunctuation",
  "ExcludeUppercase",
  "GenerateStringKey",
  "IncludeSpace",
  "PasswordLength",
  "RequireEachIncludedType",
  "SecretStringTemplate",
] satisfies (keyof GenerateSecretString)[];

const lowercase = "abcdefghijklmnopqrstuvwxyz";
const numbers = "0123456789";
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const longestPassword = 4096;

/**
 * Makes a secret's value as the reference documents it: a random password, or the template's JSON object with the
 * password as one more member.
 * @throws {Fault} `configuration_invalid`, naming the property, for what CloudFormation would refuse or does not know
 */
export function generatedSecret(generate: GenerateSecretString): string {
  for (const name of Object.keys(generate)) {
    if (!known.includes(name)) refuse(name, "is not a property that CloudFormation knows");
  }
  const { SecretStringTemplate: template, GenerateStringKey: key } = generate;
  if (template === undefined && key === undefined) return password(generate);
  if (template === undefined) refuse("SecretStringTemplate", "must be given with GenerateStringKey");
  if (key === undefined) refuse("GenerateStringKey", "must be given with SecretStringTemplate");
  return JSON.stringify({ ...templateObject(template), [key]: password(generate) });
}

function templateObject(template: string): object {
  try {
    const value: unknown = JSON.parse(template);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Not JSON: refused like any other text that is no object.
  }
  refuse("SecretStringTemplate", "must be a JSON object");
}

function password(generate: GenerateSecretString): string {
  const { PasswordLength: length = 32, RequireEachIncludedType: requireEach = true } = generate;
  const types = characterTypes(generate);
  if (types.length === 0) refuse("GenerateSecretString", "excludes every character");
  const shortest = requireEach ? types.length : 1;
  if (!Number.isInteger(length) || length < shortest || length > longestPassword) {
    refuse("PasswordLength", `must be a whole number from ${shortest} to ${longestPassword}`);
  }
  const characters = requireEach ? types.map(randomCharacter) : [];
  while (characters.length < length) characters.push(randomCharacter(types.join("")));
  return shuffled(characters).join("");
}

/** The characters that may be used, by type. */
function characterTypes(generate: GenerateSecretString): string[] {
  const excluded = new Set(generate.ExcludeCharacters ?? "");
  const included = [
    generate.ExcludeLowercase ? "" : lowercase,
    generate.ExcludeUppercase ? "" : lowercase.toUpperCase(),
    generate.ExcludeNumbers ? "" : numbers,
    generate.ExcludePunctuation ? "" : punctuation,
    generate.IncludeSpace ? " " : "",
  ];
  return included
    .map((type) => [...type].filter((character) => !excluded.has(character)).join(""))
    .filter((type) => type !== "");
}

function randomCharacter(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffled(characters: readonly string[]): string[] {
  const rest = [...characters];
  const order: string[] = [];
  while (rest.length > 0) order.push(...rest.splice(randomInt(rest.length), 1));
  return order;
}

function refuse(property: string, problem: string): never {
  throw new Fault("configuration_invalid", `GenerateSecretString of a secret: ${property} ${problem}`);
}

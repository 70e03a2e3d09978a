/** Managed keys that are well formed and still not valid here; and slips, which nobody is asked about. */
import { randomBytes } from "node:crypto";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { guessedKey, start } from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";
import { type AttackedKeys, inEveryPlace, type KeyAttack } from "./key-attack.ts";

/** In seconds, as records have them. */
const now = start / 1000;

const idOf = (key: string) => key.slice("ogc_live_".length).slice(0, 12);
const keyOf = (environment: string) => madeKey(environment, randomBytes).text;

/** The key with the character at a place replaced by the next one of the alphabet. */
function mistyped(key: string, place: number): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  const at = (place + key.length) % key.length;
  const other = alphabet[(alphabet.indexOf(key.charAt(at)) + 1) % alphabet.length];
  return key.slice(0, at) + other + key.slice(at + 1);
}

function swapped({ managed }: AttackedKeys): string {
  let at = 20;
  while (managed[at] === managed[at + 1]) at++;
  return `${managed.slice(0, at)}${managed[at + 1]}${managed[at]}${managed.slice(at + 2)}`;
}

export const attacks: readonly KeyAttack[] = [
  ...[
    ["id", 10],
    ["secret", 30],
    ["checksum", -1],
  ].flatMap(([part, place]) =>
    inEveryPlace(`a key with a slip in its ${part}`, "api_key_checksum", ({ managed }) =>
      mistyped(managed, Number(place)),
    ),
  ),
  ...inEveryPlace("a key with two characters swapped", "api_key_checksum", swapped),
  ...inEveryPlace("a key renamed to another environment", "api_key_checksum", ({ managed }) =>
    managed.replace("ogc_live_", "ogc_test_"),
  ),
  ...inEveryPlace("a key of another environment renamed to this one", "api_key_checksum", () =>
    keyOf("test").replace("ogc_test_", "ogc_live_"),
  ),
  ...["test", "liv", "live2", "l"].flatMap((environment) =>
    inEveryPlace(`a key of the environment ${environment}`, "api_key_environment", () => keyOf(environment)),
  ),
  ...inEveryPlace("a right checksum and an id that nobody has", "api_key_unknown", () => keyOf("live"), 1),
  ...inEveryPlace(
    "a right checksum, a known id and another secret",
    "api_key_mismatch",
    ({ issue }) => guessedKey(idOf(issue({}))),
    1,
  ),
  ...inEveryPlace("a disabled key", "api_key_disabled", ({ issue }) => issue({ state: "disabled" }), 1),
  ...inEveryPlace("a revoked key", "api_key_revoked", ({ issue }) => issue({ state: "revoked" }), 1),
  ...inEveryPlace("an expired key", "api_key_expired", ({ issue }) => issue({ expiresAt: now - 1 }), 1),
  ...inEveryPlace("a key that expires now", "api_key_expired", ({ issue }) => issue({ expiresAt: now }), 1),
  ...inEveryPlace(
    "a key that is not yet valid",
    "api_key_not_yet_valid",
    ({ issue }) => issue({ notBefore: now + 1 }),
    1,
  ),
  ...inEveryPlace(
    "a guess at a revoked key, which must not learn that it is",
    "api_key_mismatch",
    ({ issue }) => guessedKey(idOf(issue({ state: "revoked" }))),
    1,
  ),
  ...inEveryPlace(
    "a guess at an expired key, which must not learn that it is",
    "api_key_mismatch",
    ({ issue }) => guessedKey(idOf(issue({ expiresAt: 1 }))),
    1,
  ),
  ...inEveryPlace(
    "a key whose record was put in place of another's",
    "api_key_mismatch",
    ({ issue, records }) => {
      const [key, other] = [issue({}), issue({})];
      const digest = records.get(idOf(other))?.digest;
      if (digest === undefined) throw new Error("the test's own key has no record");
      Object.assign(records.get(idOf(key)) ?? {}, { digest });
      return key;
    },
    1,
  ),
];

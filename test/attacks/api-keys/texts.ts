/** Texts that are nearly a key: what whoever trims, folds, normalizes, decodes or interprets would take for one. */
import { type AttackedKeys, inEveryPlace, type KeyAttack } from "./key-attack.ts";

type Change = readonly [title: string, changed: (key: string) => string];

/** Changes that leave a managed key beginning like one. */
const afterTheBeginning: readonly Change[] = [
  ["with a line feed at its end", (key) => `${key}\n`],
  ["with a carriage return and a line feed at its end", (key) => `${key}\r\n`],
  ["with a space at its end", (key) => `${key} `],
  ["with a tab at its end", (key) => `${key}\t`],
  ["with a NUL at its end", (key) => `${key}\0`],
  ["with a zero-width space at its end", (key) => `${key}\u200b`],
  ["with a combining accent at its end", (key) => `${key}\u0301`],
  ["with something after a NUL", (key) => `${key}\0x`],
  ["twice in one value", (key) => `${key}${key}`],
  ["twice in a list", (key) => `${key}, ${key}`],
  ["in a list with an empty member", (key) => `${key},`],
  ["cut by a character", (key) => key.slice(0, -1)],
  ["longer by a character", (key) => `${key}a`],
];

/** Changes of the beginning. */
const before: readonly Change[] = [
  ["after a space", (key) => ` ${key}`],
  ["after a tab", (key) => `\t${key}`],
  ["after a line feed", (key) => `\n${key}`],
  ["after a byte order mark", (key) => `\ufeff${key}`],
  ["in quotation marks", (key) => `"${key}"`],
  ["after the name of a scheme", (key) => `ApiKey ${key}`],
  ["in upper case", (key) => key.toUpperCase()],
  ["with its first letter in upper case", (key) => key.charAt(0).toUpperCase() + key.slice(1)],
  ["in full-width letters and digits", (key) => key.replace(/[!-~]/g, fullWidth)],
  ["with its first character percent-encoded", (key) => `%${key.charCodeAt(0).toString(16)}${key.slice(1)}`],
  ["in base64", (key) => Buffer.from(key).toString("base64")],
  ["backwards", (key) => [...key].reverse().join("")],
];

function fullWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}

const managed = ({ managed: key }: AttackedKeys) => key;

/** Texts that are nobody's, and dangerous to whoever makes more of them than a text. */
const interpreted = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "0", "*"],
  ...[
    "ogc*",
    ".*",
    "' OR '1'='1",
    '{"S":"x"}',
    "${jndi:x}",
    "../../keys",
    "%00",
    "\u0000",
    " ",
    "\t",
    "\u00a0",
  ],
  ...["statics", "partner", "é", "e\u0301", "\ud800", "pepper", "keys"],
];

export const attacks: readonly KeyAttack[] = [
  ...afterTheBeginning.flatMap(([title, changed]) => [
    ...inEveryPlace(`a managed key ${title}`, "api_key_malformed", (keys) => changed(managed(keys))),
    ...inEveryPlace(`a static key ${title}`, "api_key_unknown", (keys) => changed(keys.static)),
  ]),
  ...before.flatMap(([title, changed]) => [
    ...inEveryPlace(`a managed key ${title}`, "api_key_unknown", (keys) => changed(managed(keys))),
    ...inEveryPlace(
      `a static key ${title}`,
      "api_key_unknown",
      // The first letter of the static key is in upper case already.
      (keys) => (title.includes("first letter") ? keys.static.replace("K", "k") : changed(keys.static)),
    ),
  ]),
  ...inEveryPlace(
    "a static key whose K is U+212A, which is K in NFC, NFD and NFKC",
    "api_key_unknown",
    (keys) => keys.static.replace("K", "\u212a"),
  ),
  ...inEveryPlace("a managed key with U+212A, which is k in lower case", "api_key_malformed", (keys) =>
    insteadOf(managed(keys), "\u212a"),
  ),
  ...inEveryPlace("a managed key with U+017F, which is s in NFKC", "api_key_malformed", (keys) =>
    insteadOf(managed(keys), "\u017f"),
  ),
  ...inEveryPlace("a managed key with a full-width digit", "api_key_malformed", (keys) =>
    insteadOf(managed(keys), "\uff12"),
  ),
  ...inEveryPlace("a managed key with an é in NFC", "api_key_malformed", (keys) =>
    insteadOf(managed(keys), "é"),
  ),
  ...inEveryPlace("a managed key with an é in NFD", "api_key_malformed", (keys) =>
    insteadOf(managed(keys), "e\u0301"),
  ),
  ...inEveryPlace("a managed key whose first letter is Cyrillic", "api_key_unknown", (keys) =>
    managed(keys).replace("o", "\u043e"),
  ),
  ...interpreted.flatMap((text) =>
    inEveryPlace(`the text ${JSON.stringify(text)}`, "api_key_unknown", () => text),
  ),
  ...["", "__proto__", "constructor", `__proto__${"a".repeat(42)}`, `${"a".repeat(50)}_`].flatMap((rest) =>
    inEveryPlace(`ogc_live_${rest}`, "api_key_malformed", () => `ogc_live_${rest}`),
  ),
  ...inEveryPlace("nothing", "api_key_empty", () => ""),
  ...inEveryPlace("a key that is longer than any", "api_key_too_long", (keys) =>
    managed(keys).padEnd(513, "a"),
  ),
  ...inEveryPlace("a megabyte", "api_key_too_long", () => "a".repeat(1_048_576)),
  ...inEveryPlace("the pepper", "api_key_unknown", ({ pepper }) => pepper),
  ...inEveryPlace("what a record holds in place of the key", "api_key_unknown", ({ records }) =>
    Buffer.from([...records.values()][0]?.digest ?? []).toString("hex"),
  ),
  ...inEveryPlace("the id of a key", "api_key_unknown", ({ records }) => [...records.keys()][0] ?? ""),
];

/** The key with another character in the middle of its secret. */
function insteadOf(key: string, character: string): string {
  return key.slice(0, 30) + character + key.slice(31);
}

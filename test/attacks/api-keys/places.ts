/** Keys in two places, and Basic credentials that can be read in two ways or in none. */
import { type AttackedKeys, basic, type KeyAttack, keyAttack, type Shown } from "./key-attack.ts";

const doubled = (title: string, shown: (keys: AttackedKeys) => Shown, reads = 0) =>
  keyAttack(title, "api_key_doubled", shown, reads);

const malformed = (title: string, authorization: (keys: AttackedKeys) => string) =>
  keyAttack(title, "basic_malformed", (keys) => ({ authorization: authorization(keys) }));

const encoded = (text: string) => Buffer.from(text).toString("base64");

/** A user name by which base64 has no padding, one `=` or two. */
function padded(key: string, signs: number): string {
  for (const userName of ["a", "aa", "aaa"]) {
    if ((/=*$/.exec(encoded(`${userName}:${key}`))?.[0].length ?? 0) === signs) return `${userName}:${key}`;
  }
  throw new Error("there is a user name for every padding");
}

/** The same bytes with a bit set that means nothing. */
function withStrayBit(key: string): string {
  const canonical = encoded(padded(key, 2));
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = alphabet.indexOf(canonical.charAt(canonical.length - 3));
  return `${canonical.slice(0, -3)}${alphabet[last + 1]}==`;
}

export const attacks: readonly KeyAttack[] = [
  doubled("two values of the header, the first of them good", ({ managed }) => ({ header: [managed, "x"] })),
  doubled("two values of the header, the last of them good", ({ managed }) => ({ header: ["x", managed] })),
  doubled("two good keys in the header", (keys) => ({ header: [keys.managed, keys.static] })),
  doubled("two values of the parameter", ({ managed }) => ({ parameter: [managed, "x"] })),
  doubled("a good parameter after an empty one", ({ managed }) => ({ parameter: ["", managed] })),
  doubled("a good key in the header and another one in the query", (keys) => ({
    header: keys.managed,
    parameter: [keys.static],
  })),
  doubled("nobody's key in the header and a good one in the query", ({ managed }) => ({
    header: "x",
    parameter: [managed],
  })),
  doubled("a good key in the header and nobody's by Basic", ({ managed }) => ({
    header: managed,
    authorization: basic("x:"),
  })),
  doubled("a good key by Basic and its upper case in the header", ({ managed }) => ({
    header: managed.toUpperCase(),
    authorization: basic(`anybody:${managed}`),
  })),
  doubled("a good key as password, and the user name that is none in the header", ({ managed }) => ({
    header: "anybody",
    authorization: basic(`anybody:${managed}`),
  })),
  doubled("two good keys as user name and password", (keys) => ({
    authorization: basic(`${keys.static}:${keys.managed}`),
  })),
  keyAttack("an empty header beside a good parameter", "api_key_empty", ({ managed }) => ({
    header: "",
    parameter: [managed],
  })),
  keyAttack("an empty Basic credential beside a good header", "api_key_empty", ({ managed }) => ({
    header: managed,
    authorization: basic(":"),
  })),
  keyAttack("an empty Basic credential", "api_key_empty", () => ({ authorization: basic(":") })),
  keyAttack("two Authorization headers with a good key each", "authorization_doubled", (keys) => ({
    authorization: [basic(`:${keys.managed}`), basic(`:${keys.static}`)],
  })),
  keyAttack("a Basic and a Bearer credential", "authorization_doubled", ({ managed }) => ({
    authorization: [basic(`:${managed}`), "Bearer x"],
  })),
  keyAttack(
    "a good key as password, and a revoked one as user name",
    "api_key_revoked",
    ({ managed, issue }) => ({ authorization: basic(`${issue({ state: "revoked" })}:${managed}`) }),
    1,
  ),
  keyAttack(
    "a good key as user name, and one that is too long as password",
    "api_key_malformed",
    ({ managed }) => ({
      authorization: basic(`${managed}:${managed}a`),
    }),
  ),
  keyAttack("a good key as password, and a user name that begins like one", "api_key_malformed", (keys) => ({
    authorization: basic(`ogc_user:${keys.managed}`),
  })),
  keyAttack("user name and password that are nobody's key", "api_key_unknown", () => ({
    authorization: basic("admin:admin"),
  })),
  keyAttack("a key split between user name and password", "api_key_malformed", ({ managed }) => ({
    authorization: basic(`${managed.slice(9)}:${managed.slice(0, 9)}`),
  })),
  keyAttack("a colon after the key as password", "api_key_malformed", ({ managed }) => ({
    authorization: basic(`:${managed}:`),
  })),
  keyAttack("a user name that is longer than any key", "api_key_too_long", ({ managed }) => ({
    authorization: basic(`${"a".repeat(513)}:${managed}`),
  })),
  keyAttack("a megabyte by Basic", "api_key_too_long", ({ managed }) => ({
    authorization: basic(`${managed}:${"a".repeat(1_048_576)}`),
  })),
  malformed("Basic without credentials", () => "Basic"),
  malformed("Basic with a space and no credentials", () => "Basic "),
  malformed("a key by Basic without a colon", ({ managed }) => basic(managed)),
  malformed("a key by Basic that is not encoded", ({ managed }) => `Basic ${managed}`),
  malformed("a key by Basic that is not encoded, with a colon", ({ managed }) => `Basic ${managed}:`),
  malformed(
    "base64 without its padding",
    ({ managed }) => `Basic ${encoded(padded(managed, 2)).slice(0, -2)}`,
  ),
  malformed("base64 with too much padding", ({ managed }) => `Basic ${encoded(padded(managed, 1))}=`),
  malformed(
    "base64 with padding where there is none",
    ({ managed }) => `Basic ${encoded(padded(managed, 0))}=`,
  ),
  malformed("base64 with bits that mean nothing", ({ managed }) => `Basic ${withStrayBit(managed)}`),
  malformed("base64url", ({ managed }) => basic(`\u00ff\u00fe>?:${managed}`).replaceAll(/[+/]/g, "-")),
  malformed("base64 in two parts", ({ managed }) => basic(`:${managed}`).replace(/.{8}$/, " $&")),
  malformed("base64 with a line end inside, as mail has it", ({ managed }) =>
    basic(`:${managed}`).replace(/.{8}$/, "\r\n$&"),
  ),
  malformed("base64 and something after a comma", ({ managed }) => `${basic(`:${managed}`)}, Bearer x`),
  malformed("base64 after a tab", ({ managed }) => basic(`:${managed}`).replace(" ", "\t")),
  malformed("invalid UTF-8 as user name", ({ managed }) =>
    basic(Buffer.concat([Buffer.from([0xff]), Buffer.from(`:${managed}`)])),
  ),
  malformed("Latin-1 as user name", ({ managed }) => basic(Buffer.from(`\u00e9:${managed}`, "latin1"))),
  malformed("an overlong colon", ({ managed }) =>
    basic(Buffer.concat([Buffer.from("u"), Buffer.from([0xc0, 0xba]), Buffer.from(managed)])),
  ),
  malformed("UTF-16", ({ managed }) => basic(Buffer.from(`:${managed}`, "utf16le"))),
  malformed("a line feed after the key", ({ managed }) => basic(`:${managed}\n`)),
  malformed("a NUL after the key", ({ managed }) => basic(`${managed}\0:`)),
  malformed("a DEL in the user name", ({ managed }) => basic(`a\x7f:${managed}`)),
];

/** Tokens as attackers send them, no two alike: what a memory that is keyed by anything of theirs would grow by. */
import { randomBytes } from "node:crypto";

/** What an attacker knows: issuer and keys of an API are public. */
export interface PublicKnowledge {
  readonly issuer: string;
  readonly kid: string;
  readonly audience: string;
  /** Prefix of an issuer's opaque tokens. */
  readonly prefix: string;
}

type Forgery = (index: number, known: PublicKnowledge) => string;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const noise = (bytes: number) => randomBytes(bytes).toString("base64url");

function forged(header: object, claims: object, known: PublicKnowledge): string {
  const { issuer: iss, audience: aud, kid } = known;
  const payload = { iss, aud, sub: noise(8), exp: 4_000_000_000, ...claims };
  return `${encoded({ alg: "RS256", typ: "at+jwt", kid, ...header })}.${encoded(payload)}.${noise(256)}`;
}

const forgeries: readonly Forgery[] = [
  // Issuers that nobody configured, one of them for each token.
  (index, known) => forged({}, { iss: `https://${index}.example.net` }, known),
  (index, known) => forged({}, { iss: `${known.issuer}/${index}` }, known),
  // Keys that the issuer does not have: short and long ids, ids that an object would have of its own.
  (index, known) => forged({ kid: `key-${index}` }, {}, known),
  (index, known) => forged({ kid: `${index}-${noise(1500)}` }, {}, known),
  (index, known) => forged({ kid: `__proto__${index}` }, {}, known),
  (_, known) => forged({ kid: undefined }, {}, known),
  // The issuer's own key, and a signature that is not of it.
  (_, known) => forged({}, {}, known),
  (index, known) => forged({ alg: "ES256" }, { jti: index }, known),
  // Headers that bring a key or change how the token is read.
  (index, known) => forged({ jku: `https://${index}.example.net/jwks.json` }, {}, known),
  (index, known) => forged({ alg: `none${index}` }, {}, known),
  // Up to the longest length that is looked at, and far beyond.
  (index, known) => forged({}, { padding: noise((index * 37) % 9000) }, known),
  (index) => noise(3 + ((index * 13) % 7000)),
  // Opaque ones, and what is no token at all.
  (index, known) => `${known.prefix}${noise(30)}${index}`,
  (index, known) => `${known.prefix}${noise(3000)}.${index}.x`,
  (index) => `${noise(9)}.${noise(30)}.${noise(20)}${index}`,
  (index) => `${index}${"=".repeat(index % 50)}`,
  (index) => `\u00e9${index}`,
];

/** The hostile token of a number; 17 kinds take turns. */
export function hostileToken(index: number, known: PublicKnowledge): string {
  return forgeries[index % forgeries.length]?.(index, known) ?? "";
}

/** The issuers whose tokens are attacked: their keys, made at run time, and their settings, one each way that matters. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { validSettings } from "#core/settings/read-settings";
import type { TokenSettings } from "#core/settings/tokens";
import { type Members, SoundToken } from "./signed-token.ts";

const rsa = (modulusLength = 2048) => generateKeyPairSync("rsa", { modulusLength });
const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });

/** Key pairs: `stranger` and `weak` are in nobody's key set. */
export const keys = {
  rsa: rsa(),
  stranger: rsa(),
  weak: rsa(1024),
  p256: curve("P-256"),
  p384: curve("P-384"),
  ed25519: generateKeyPairSync("ed25519"),
  next: curve("P-256"),
  encryption: curve("P-256"),
  other: curve("P-256"),
  typed: curve("P-256"),
  portal: curve("P-256"),
  identity: curve("P-256"),
};

/** A public key as a key set holds it (RFC 7517). */
export const published = (key: KeyObject, more: Members): Members => ({
  ...key.export({ format: "jwk" }),
  ...more,
});

/** The key ids of `geo` that verify, with their algorithms. */
const algorithmOf = { rsa: "RS256", p256: "ES256", ed25519: "EdDSA" } as const;

/** A key of the issuer `geo` by which its tokens may be signed. */
export type GeoKey = keyof typeof algorithmOf;

/** One issuer: what distinguishes its settings, its key set, and an accepted token of it. */
interface AttackedIssuer {
  readonly issuer: string;
  readonly settings: Members;
  readonly keys: readonly Members[];
  readonly sound: () => SoundToken;
}

/** A claim set that is accepted; a day is more than any test puts its clock forward. */
const claimsOf = (issuer: string, more: Members = {}): Members => ({
  iss: issuer,
  sub: "u1",
  aud: "ogc-api",
  exp: Math.floor(Date.now() / 1000) + 86_400,
  ...more,
});

const geo = "https://login.example.org/realms/geo";

/** An accepted token of `geo`, signed by one of its keys. */
export const soundGeo = (kid: GeoKey): SoundToken =>
  new SoundToken({ alg: algorithmOf[kid], kid, typ: "at+jwt" }, claimsOf(geo), keys[kid].privateKey);

function elliptic(name: "other" | "typed" | "portal" | "identity", settings: Members, more: Members = {}) {
  const issuer = `https://${name}.example.org`;
  const header = { alg: "ES256", kid: name, typ: name === "identity" ? "JWT" : "at+jwt" };
  return {
    issuer,
    settings,
    keys: [published(keys[name].publicKey, { kid: name, use: "sig", alg: "ES256" })],
    sound: () => new SoundToken(header, claimsOf(issuer, more), keys[name].privateKey),
  };
}

/** The RSA key of `geo`, for an issuer that signs by RSASSA-PSS and by Ed25519 under that name. */
const pss = {
  issuer: "https://pss.example.org",
  settings: { audiences: ["ogc-api"], algorithms: ["PS256", "Ed25519"] },
  keys: [
    published(keys.rsa.publicKey, { kid: "pss" }),
    published(keys.ed25519.publicKey, { kid: "ed", alg: "Ed25519" }),
  ],
  sound: () =>
    new SoundToken(
      { alg: "PS256", kid: "pss", typ: "at+jwt" },
      claimsOf("https://pss.example.org"),
      keys.rsa.privateKey,
    ),
};

/** By their names: `geo` takes any access token, `typed` only at+jwt, `portal` one client's, `identity` ID tokens. */
export const issuers = {
  geo: {
    issuer: geo,
    settings: { audiences: ["ogc-api"], algorithms: ["RS256", "ES256", "EdDSA"] },
    keys: [
      published(keys.rsa.publicKey, { kid: "rsa" }),
      published(keys.p256.publicKey, { kid: "p256", use: "sig" }),
      published(keys.next.publicKey, { kid: "next", use: "sig" }),
      published(keys.ed25519.publicKey, { kid: "ed25519" }),
      published(keys.p384.publicKey, { kid: "p384" }),
      published(keys.encryption.publicKey, { kid: "encryption", use: "enc" }),
    ],
    sound: () => soundGeo("rsa"),
  },
  pss,
  other: elliptic("other", { audiences: ["ogc-api"] }),
  typed: elliptic("typed", { audiences: ["ogc-api"], accessTokenType: "at+jwt" }),
  portal: elliptic("portal", { clientIds: ["portal"] }, { aud: "any", client_id: "portal" }),
  identity: elliptic(
    "identity",
    { audiences: ["portal"], accessTokenType: "id-token" },
    { aud: "portal", nonce: "n-0S6_WzA2Mj" },
  ),
} satisfies Record<string, AttackedIssuer>;

/** The name of an attacked issuer. */
export type IssuerName = keyof typeof issuers;

/** The settings of all of them, whose key sets are at `<server>/<name>`. */
export function attackedSettings(server: string): TokenSettings {
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      issuers: Object.entries(issuers).map(([name, { issuer, settings }]) => ({
        issuer,
        jwksUri: `${server}/${name}`,
        ...settings,
      })),
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the attacked settings hold no tokens");
  return tokens;
}

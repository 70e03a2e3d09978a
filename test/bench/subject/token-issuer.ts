/** An issuer of access tokens whose keys are made now: any number of genuine tokens, and its key set. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";

/** Algorithms that tokens are measured with: what most providers sign with by default, and what they recommend. */
export type TokenAlgorithm = "RS256" | "ES256";

/** An issuer, as its tokens and a hand-written verification need it. */
export interface BenchmarkIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: TokenAlgorithm;
  readonly publicKey: KeyObject;
  /** The JSON Web Key Set as it is published. */
  readonly keySet: { readonly keys: readonly object[] };
  /** A token with the scope `wells:read` that no other call has given; its claims are such as Keycloak's. */
  token(): string;
}

/** Tokens last longer than any benchmark. */
const lifetimeSeconds = 24 * 3600;

/** Makes an issuer with one key: RSA of 2048 bits, or P-256. */
export function newIssuer(
  algorithm: TokenAlgorithm,
  issuer = "https://login.example.org/realms/geo",
): BenchmarkIssuer {
  const { publicKey, privateKey } =
    algorithm === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const kid = randomUUID();
  const audience = "geodata";
  const header = encoded({ alg: algorithm, kid, typ: "at+jwt" });
  return {
    issuer,
    audience,
    algorithm,
    publicKey,
    keySet: { keys: [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: algorithm }] },
    token() {
      const input = `${header}.${encoded(claims(issuer, audience))}`;
      const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return `${input}.${signature.toString("base64url")}`;
    },
  };
}

function claims(issuer: string, audience: string): object {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: randomUUID(),
    aud: audience,
    azp: "geoportal",
    scope: "openid profile email wells:read",
    iat: now,
    exp: now + lifetimeSeconds,
    jti: randomUUID(),
    preferred_username: "ada",
    email: "ada@example.org",
    email_verified: true,
    realm_access: { roles: ["editor", "offline_access", "default-roles-geo"] },
  };
}

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");

/** Has the key set of an issuer at synth, from a file or by one call, and leaves of it what verifies signatures. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fetchKeySet } from "#adapters/tokens/fetch-key-set";
import { type VerificationKey, verificationKeys } from "#adapters/tokens/verification-keys";
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import type { IssuerSettings } from "#core/settings/tokens/issuer";

/** How long an issuer may take at synth, in milliseconds: no request waits for it then. */
const longestFetch = 10_000;

/** Members that only private and symmetric keys have (RFC 7518 sections 6.2.2, 6.3.2 and 6.4, RFC 8037 section 2). */
const secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/** The text of a key set; or why there is none and what to do about it, with the setting. */
export type StaticKeySet = { readonly keySet: string } | { readonly refusal: string };

/**
 * The public keys in a file.
 * @param file relative to the working folder
 */
export async function keySetInFile(file: string, issuer: IssuerSettings): Promise<StaticKeySet> {
  const setting = `tokens.issuers[].staticKeys.file of ${issuer.issuer}`;
  let text: string;
  try {
    text = await readFile(resolve(file), "utf8");
  } catch {
    return { refusal: `${setting} cannot be read: name a file that is there, relative to the settings file` };
  }
  const remedy = "it must hold the issuer's JSON Web Key Set, as its jwksUri answers it";
  return publicKeySet(text, issuer, setting, remedy);
}

/** The public keys that the issuer shows now; no redirect is followed. */
export async function keySetOfIssuer(issuer: IssuerSettings): Promise<StaticKeySet> {
  const setting = `tokens.issuers[].staticKeys of ${issuer.issuer}`;
  const remedy =
    'synthesize where the issuer can be reached, give its keys as {"file": "keys.json"}, or leave staticKeys out';
  try {
    return publicKeySet(await fetchKeySet(issuer)(longestFetch), issuer, setting, remedy);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { refusal: `${setting} is "fetch", and ${error.message}; ${remedy}` };
  }
}

/**
 * Leaves of a key set the public members of the keys that the function would use, in an order of its own: what else a
 * provider says about keys, or in which order, must not make another deployment package.
 */
function publicKeySet(
  text: string,
  { algorithms }: IssuerSettings,
  setting: string,
  remedy: string,
): StaticKeySet {
  if (holdsSecret(text)) {
    const replace =
      "only public keys belong there; let the issuer replace this one, since others may have read it";
    return { refusal: `${setting} holds a private or symmetric key: ${replace}` };
  }
  try {
    const keys = verificationKeys(text, setting);
    if (
      !keys.some((key) => key.algorithms.some((each) => algorithms.some((accepted) => accepted === each)))
    ) {
      return { refusal: `${setting} holds no key for ${algorithms.join(", ")}, the issuer's algorithms` };
    }
    return { keySet: JSON.stringify({ keys: keys.map(publicMembers).sort(byId) }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { refusal: `${error.message}: ${remedy}` };
  }
}

/** Of a text that is no key set, whoever reads it as one says so. */
function holdsSecret(text: string): boolean {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return false;
  }
  const keys = isJsonObject(json) && Array.isArray(json.keys) ? json.keys : [json];
  return keys.some((key) => isJsonObject(key) && secretMembers.some((name) => Object.hasOwn(key, name)));
}

/** Where a key can have one algorithm alone, the set said so or it follows from the curve. */
function publicMembers({ kid, algorithms, key }: VerificationKey): Readonly<Record<string, unknown>> {
  const { kty, crv, n, e, x, y } = key.export({ format: "jwk" });
  return { kid, kty, alg: algorithms.length === 1 ? algorithms[0] : undefined, crv, n, e, x, y };
}

/** Of keys with one id the order stays: the first that agrees with a token is the one that is used. */
function byId(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): number {
  const [first, second] = [String(one.kid ?? ""), String(other.kid ?? "")];
  return first < second ? -1 : first > second ? 1 : 0;
}

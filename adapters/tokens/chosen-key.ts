/** Chooses the key of a set that a token's header names, or the only one that it can mean. */
import type { VerificationKey, VerificationKeys } from "./verification-keys.ts";

/** A key and how sure the choice is, or why there is none. */
export type ChosenKey =
  | {
      readonly key: VerificationKey;
      /** False where no id led to it: a newer set may then have another key in its place. */
      readonly byId: boolean;
    }
  | { readonly rejected: "token_key_unknown" | "token_algorithm" };

/**
 * The key for a token. Its type, its curve and its own `alg` must agree with the token's (RFC 8725 section 3.1): so
 * keys of different types may share an id (RFC 7517 section 4.5), and of two that agree the first is used. `EdDSA` and
 * `Ed25519` are two names of one signature, yet a key that has one of them is used for no other (RFC 9864 section 2.2
 * makes them algorithms of their own); a key without `alg` is used for either.
 *
 * `kid` is optional in tokens and in sets (RFC 7515 section 4.1.4). Without it, or where keys of the set have none, a
 * key is used only if it is the one key of the whole set that agrees with the algorithm. Trying one after the other
 * would let every token cost as many verifications as an issuer has keys.
 */
export function chosenKey(keys: VerificationKeys, header: Readonly<Record<string, unknown>>): ChosenKey {
  const { kid, alg } = header;
  if (kid !== undefined && typeof kid !== "string") return unknown;
  const named = kid === undefined ? [] : keys.filter((key) => key.kid === kid);
  const agrees = ({ algorithms }: VerificationKey) => algorithms.some((algorithm) => algorithm === alg);
  if (named.length > 0) {
    const key = named.find(agrees);
    return key === undefined ? { rejected: "token_algorithm" } : { key, byId: true };
  }
  const [only, ...others] = keys.filter(agrees);
  if (only === undefined || others.length > 0) return unknown;
  return kid === undefined || only.kid === undefined ? { key: only, byId: false } : unknown;
}

const unknown = { rejected: "token_key_unknown" } as const;

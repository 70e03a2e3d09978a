/** Whom a valid API key stands for. */
import { frozenJson } from "#core/frozen-json";
import type { Principal } from "#core/principal";
import type { KnownKey } from "./api-key-store.ts";

/** One principal for each key as long as its store knows it by the same object: who keeps principals knows it again. */
const principals = new WeakMap<KnownKey, Principal>();

/** The principal of a key; frozen with all that is in it, because several requests get the same one. */
export function keyPrincipal(key: KnownKey): Principal {
  const known = principals.get(key);
  if (known !== undefined) return known;
  const principal = frozenJson<Principal>({
    kind: "api-key",
    id: key.name,
    keyId: key.id,
    issuer: "",
    scheme: "apiKey",
    scopes: [...key.scopes],
    claims: {},
  });
  principals.set(key, principal);
  return principal;
}

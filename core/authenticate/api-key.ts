/** Recognises an API key in a header, by HTTP Basic, or in a query parameter. */
import type { Deadline } from "#core/deadline";
import type { ApiKeyStore, KnownKey, RejectedKey } from "./api-key/api-key-store.ts";
import { keyPrincipal } from "./api-key/key-principal.ts";
import { type KeyPlaces, type PresentedKeys, presentedKeys } from "./api-key/presented-keys.ts";
import { type Authentication, type Authenticator, absent, rejected } from "./authenticator.ts";

/** Keys of the store, in the places that the settings name. */
export function apiKeyAuthenticator(places: KeyPlaces, keys: ApiKeyStore): Authenticator {
  return async (request, deadline) => {
    const presented = presentedKeys(request, places);
    if ("rejected" in presented) return rejected(presented.rejected);
    const { key, pair } = presented;
    if (pair !== undefined) return keyOfPair(pair, key, keys, deadline);
    return key === undefined ? absent : authentication(await keys.find(key, deadline));
  };
}

/**
 * The key in a user name or a password that differ. The other text must be nobody's key and no attempt at one: what
 * was revoked, or mistyped, is told to its sender instead of being passed over.
 * @param elsewhere a key that another place holds; only that one may be recognised
 */
async function keyOfPair(
  { userName, password }: Required<PresentedKeys>["pair"],
  elsewhere: string | undefined,
  keys: ApiKeyStore,
  deadline: Deadline,
): Promise<Authentication> {
  const byPassword = await keys.find(password, deadline);
  const byUserName = await keys.find(userName, deadline);
  const beside = (known: KnownKey, other: string, found: KnownKey | RejectedKey): Authentication => {
    if (!("rejected" in found) || elsewhere === other) return rejected("api_key_doubled");
    return isNoKey(found) ? authentication(known) : rejected(found.rejected);
  };
  if (!("rejected" in byPassword)) return beside(byPassword, userName, byUserName);
  if (!("rejected" in byUserName)) return beside(byUserName, password, byPassword);
  // A text that is nobody's key tells its sender nothing where the other one tells more.
  return authentication(isNoKey(byPassword) ? byUserName : byPassword);
}

const isNoKey = ({ rejected: reason }: RejectedKey) => reason === "api_key_unknown";

function authentication(found: KnownKey | RejectedKey): Authentication {
  if ("rejected" in found) return rejected(found.rejected);
  return { kind: "recognised", principal: keyPrincipal(found) };
}

/** The key sets that are put beside the authorizer, so that its cold start calls no issuer. */
import type { TokenSettings } from "#core/settings/tokens";
import { keySetInFile, keySetOfIssuer, type StaticKeySet } from "#settings/static-key-set";
import { SynthesisRefusal } from "./synthesis-refusal.ts";

/** Texts of key sets by issuer; none for an issuer without `staticKeys`. */
export type StaticKeySets = Readonly<Record<string, string>>;

/**
 * Has the key sets that `staticKeys` asks for. Issuers are called where their setting is `fetch`, and nobody else.
 * @param fetches false: the key sets of files alone, without any call
 * @throws SynthesisRefusal with every key set that cannot be had
 */
export async function staticKeySets(
  tokens: TokenSettings | undefined,
  { fetches = true }: { readonly fetches?: boolean } = {},
): Promise<StaticKeySets> {
  const asked = (tokens?.issuers ?? []).map(async (issuer): Promise<[string, StaticKeySet][]> => {
    const { staticKeys } = issuer;
    if (staticKeys === undefined || (staticKeys === "fetch" && !fetches)) return [];
    const fetched = staticKeys === "fetch";
    const had = fetched ? await keySetOfIssuer(issuer) : await keySetInFile(staticKeys.file, issuer);
    return [[issuer.issuer, had]];
  });
  const sets = (await Promise.all(asked)).flat();
  const refusals = sets.flatMap(([, set]) => ("refusal" in set ? [set.refusal] : []));
  if (refusals.length > 0) throw new SynthesisRefusal(refusals.join("\n"));
  return Object.fromEntries(sets.flatMap(([issuer, set]) => ("keySet" in set ? [[issuer, set.keySet]] : [])));
}

/** Issuers that an import has read, as the setting `tokens` has them. */
import type { SettingsInput } from "#core/settings/schema";
import type { IssuerInput } from "#core/settings/tokens/issuer";

/** Whether a provider's access tokens are opaque: Google's only JSON Web Tokens are ID tokens, which are for the client alone. */
export const isOpaque = ({ preset }: IssuerInput): boolean => preset === "google";

/**
 * The setting `tokens`; absent without any issuer.
 * @param verified whose JSON Web Tokens were verified by their key set, of whatever kind
 * @param provider whose access tokens are taken, for whom users log in there
 */
export function tokensOf(
  verified: IssuerInput | undefined,
  provider: IssuerInput | undefined,
): Pick<SettingsInput, "tokens"> {
  const opaque = provider !== undefined && isOpaque(provider) ? provider : undefined;
  const issuers = joinedIssuers(
    [verified, opaque ? undefined : provider].filter((issuer) => issuer !== undefined),
  );
  if (issuers.length === 0 && opaque === undefined) return {};
  return {
    tokens: {
      ...(issuers.length > 0 && { issuers: [...issuers] }),
      ...(opaque !== undefined && { opaque: [{ ...opaque, preset: "google" }] }),
    },
  };
}

/** Both modes may have one issuer, whose tokens must then do for both. */
function joinedIssuers(issuers: readonly IssuerInput[]): readonly IssuerInput[] {
  const [one, other] = issuers;
  if (one === undefined || other === undefined || one.issuer !== other.issuer) return issuers;
  return [{ ...other, ...one, ...joinedLists(one, other) }];
}

function joinedLists(one: IssuerInput, other: IssuerInput): Pick<IssuerInput, "audiences" | "clientIds"> {
  const audiences = [...new Set([...(one.audiences ?? []), ...(other.audiences ?? [])])];
  const clientIds = [...new Set([...(one.clientIds ?? []), ...(other.clientIds ?? [])])];
  return { ...(audiences.length > 0 && { audiences }), ...(clientIds.length > 0 && { clientIds }) };
}

/** The authorization servers of a fastgeoapi `.env` file, as issuers of ours. */
import type { IssuerInput } from "#core/settings/tokens/issuer";
import type { EnvReader } from "../env-file/env-reader.ts";
import { discovery, issuerMistake, issuerOfMetadata, issuerPreset, needsAudience } from "../issuer-preset.ts";

/** What the command line adds, since fastgeoapi can do without it. */
export interface IssuerOptions {
  readonly issuer?: string;
  readonly audience: readonly string[];
  readonly clientId: readonly string[];
}

/** JWKS mode: `OAUTH2_…`. */
export function jwksIssuer(
  reader: EnvReader,
  prefix: string,
  options: IssuerOptions,
): IssuerInput | undefined {
  const jwksUri = reader.needed(
    `${prefix}OAUTH2_JWKS_ENDPOINT`,
    "must be the address of the key set: JWKS_ENABLED is true, and no token could be verified",
  );
  const issuer = options.issuer ?? reader.text(`${prefix}OAUTH2_EXPECTED_ISSUER`);
  const expected = reader.text(`${prefix}OAUTH2_EXPECTED_AUDIENCE`);
  const audiences = [...new Set([...(expected === undefined ? [] : [expected]), ...options.audience])];
  if (issuer === undefined) {
    reader.mistake(
      `${prefix}OAUTH2_EXPECTED_ISSUER`,
      "is not given, so tokens of any issuer with these keys would do: name the `iss` of its tokens by --issuer <address>",
    );
  }
  if (audiences.length + options.clientId.length === 0) {
    reader.mistake(
      `${prefix}OAUTH2_EXPECTED_AUDIENCE`,
      "is not given, so tokens made for other services would do: name the `aud` of tokens for this API by --audience <text>, or the clients that may get them by --client-id <id>",
    );
  }
  if (jwksUri !== undefined && mayHoldSecret(jwksUri)) {
    reader.mistake(
      `${prefix}OAUTH2_JWKS_ENDPOINT`,
      "must have no query but p or appid: what stands in one may be a secret, and settings hold none",
    );
  }
  if (jwksUri === undefined || issuer === undefined) return undefined;
  const remedy = issuerMistake(issuer);
  const named = options.issuer === undefined ? `${prefix}OAUTH2_EXPECTED_ISSUER` : "--issuer";
  if (remedy !== undefined) reader.mistake(named, remedy);
  return {
    ...issuerPreset(issuer),
    issuer,
    jwksUri,
    ...(audiences.length > 0 && { audiences }),
    ...(options.clientId.length > 0 && { clientIds: [...options.clientId] }),
  };
}

/** True for a query beyond those by which Microsoft's providers tell a policy or an application. */
function mayHoldSecret(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const names = [...new URL(address).searchParams.keys()];
  return names.some((name) => name !== "p" && name !== "appid");
}

/**
 * OPA mode: `OIDC_…`.
 * @param options of which, beside JWKS mode, only the audience counts, and only for products that cannot do without
 */
export function oidcIssuer(
  reader: EnvReader,
  prefix: string,
  { isAlone, ...given }: IssuerOptions & { readonly isAlone: boolean },
): IssuerInput | undefined {
  const wellKnown = `${prefix}OIDC_WELL_KNOWN_ENDPOINT`;
  const address = reader.needed(
    wellKnown,
    "must be the address of the provider's metadata: OPA_ENABLED is true, and nobody could log in",
  );
  const options: IssuerOptions = isAlone ? given : { audience: [], clientId: [] };
  const issuer = options.issuer ?? (address === undefined ? undefined : issuerOfMetadata(address));
  if (address !== undefined && issuer === undefined) {
    reader.mistake(
      wellKnown,
      `must end with ${discovery}, before which the issuer stands${isAlone ? "; or name the `iss` of its tokens by --issuer <address>" : ""}`,
    );
  }
  const client = reader.needed(
    `${prefix}OIDC_CLIENT_ID`,
    "must name the client whose tokens are taken: those of every other client of the provider would do otherwise",
  );
  if (issuer === undefined || client === undefined) return undefined;
  const remedy = issuerMistake(issuer);
  if (remedy !== undefined) reader.mistake(options.issuer === undefined ? wellKnown : "--issuer", remedy);
  const audiences = needsAudience(issuer) ? given.audience : options.audience;
  return {
    ...issuerPreset(issuer),
    issuer,
    ...(audiences.length > 0 && { audiences: [...audiences] }),
    clientIds: [...new Set([client, ...options.clientId])],
  };
}

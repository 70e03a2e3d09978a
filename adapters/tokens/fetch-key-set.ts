/** Fetches a JSON Web Key Set over HTTP, within bounds of time and size; no redirect is followed. */
import { deadlineAfter } from "#core/deadline";
import { Fault } from "#core/fault";
import type { IssuerSettings } from "#core/settings/tokens/issuer";

/** Largest key set, in bytes: ten times that of any provider we know. */
const largestKeySet = 262_144;

/** Fetches the text of a key set, within a time in milliseconds. */
export type FetchKeySet = (timeoutMilliseconds: number) => Promise<string>;

/**
 * A fetcher for the keys of an issuer, from the configured address or the one that the issuer's metadata names now. Its
 * `Fault` names the setting and never shows the answer.
 */
export function fetchKeySet({ issuer, jwksUri }: Pick<IssuerSettings, "issuer" | "jwksUri">): FetchKeySet {
  if (jwksUri !== undefined) return (milliseconds) => keySetAt(jwksUri, milliseconds);
  return async (milliseconds) => {
    const deadline = deadlineAfter(milliseconds, () => performance.now());
    const { isOwnAddress, issuerMetadata } = await import("./issuer-metadata.ts");
    const { jwksUri: found } = await issuerMetadata(issuer)(milliseconds);
    if (found === undefined) {
      throw new Fault(
        "issuer_metadata_invalid",
        `the metadata document of ${issuer} names no jwks_uri; set tokens.issuers[].jwksUri`,
      );
    }
    return keySetAt(found, deadline.remaining(), !isOwnAddress(issuer, found));
  };
}

async function keySetAt(
  jwksUri: string,
  timeoutMilliseconds: number,
  publicAddressesOnly = false,
): Promise<string> {
  // Whoever has young static keys fetches none, and loads nothing of HTTP.
  const { httpExchange } = await import("../http/exchange.ts");
  const answer = await httpExchange({
    url: new URL(jwksUri),
    method: "GET",
    headers: { accept: "application/jwk-set+json, application/json" },
    timeoutMilliseconds,
    maximumBytes: largestKeySet,
    publicAddressesOnly,
  });
  if (answer.kind === "answered" && answer.status === 200) return answer.body.toString("utf8");
  const what = answer.kind === "answered" ? `it answered with status ${answer.status}` : answer.reason;
  const remedy = publicAddressesOnly ? "; if it is the right one, set tokens.issuers[].jwksUri to it" : "";
  throw new Fault(
    "jwks_unavailable",
    `the key set of tokens.issuers[].jwksUri ${jwksUri} cannot be had: ${what}${remedy}`,
  );
}

/** Reads what an issuer says about itself: where its keys are, and where it can be asked about tokens. */
import { deadlineAfter } from "#core/deadline";
import { Fault, type FaultCode } from "#core/fault";
import { type HttpAnswer, httpExchange } from "../http/exchange.ts";
import { jsonObjectOf } from "../http/json-object-of.ts";
import { namesPrivateAddress } from "../http/public-addresses.ts";

/**
 * Addresses that the issuer's metadata document names: https, or the issuer's own. Whoever calls one asks
 * `isOwnAddress` first, and calls no address but a public one where it is not.
 */
export interface IssuerMetadata {
  readonly jwksUri?: string;
  readonly introspectionEndpoint?: string;
}

/** Asks for the document anew, within a time in milliseconds. */
export type ReadIssuerMetadata = (timeoutMilliseconds: number) => Promise<IssuerMetadata>;

/** Largest metadata document, in bytes: eight times that of any provider we know. */
const largestDocument = 65_536;

/** Longest address in it, in characters: it is shown in messages. */
const longestAddress = 2048;

/**
 * Where the document of an issuer is: OpenID Connect Discovery 1.0 section 4.1 puts the well-known path behind the
 * issuer's, RFC 8414 section 3.1 before it; a slash at the issuer's end goes away in both.
 */
export function metadataAddresses(issuer: string): readonly [openIdConnect: URL, oauth: URL] {
  const path = new URL(issuer).pathname.replace(/\/$/, "");
  return [
    new URL(`${path}/.well-known/openid-configuration`, issuer),
    new URL(`/.well-known/oauth-authorization-server${path}`, issuer),
  ];
}

/** True for an address at the issuer's own origin, which is configured as the issuer is; others only were named by it. */
export function isOwnAddress(issuer: string, address: string): boolean {
  return new URL(address).origin === new URL(issuer).origin;
}

/**
 * Reads the metadata of an issuer: of OpenID Connect, or of RFC 8414 where there is none.
 * @throws Fault `issuer_metadata_unavailable`, or `issuer_metadata_invalid` for a document of another issuer (OpenID
 * Connect Discovery section 4.3, RFC 8414 section 3.3) or with an address that nobody may be sent to
 */
export function issuerMetadata(issuer: string): ReadIssuerMetadata {
  return async (timeoutMilliseconds) => {
    const deadline = deadlineAfter(timeoutMilliseconds, () => performance.now());
    const [openIdConnect, oauth] = metadataAddresses(issuer);
    let answer = await documentAt(openIdConnect, timeoutMilliseconds);
    if (answer.kind === "answered" && answer.status !== 200) {
      answer = await documentAt(oauth, deadline.remaining());
    }
    if (answer.kind === "answered" && answer.status === 200) return metadataOf(issuer, answer.body);
    const what = answer.kind === "answered" ? `it answered with status ${answer.status}` : answer.reason;
    throw unusable("issuer_metadata_unavailable", issuer, `cannot be had: ${what}`);
  };
}

function documentAt(url: URL, timeoutMilliseconds: number): Promise<HttpAnswer> {
  const headers = { accept: "application/json" };
  return httpExchange({ url, method: "GET", headers, timeoutMilliseconds, maximumBytes: largestDocument });
}

function metadataOf(issuer: string, body: Buffer): IssuerMetadata {
  const json = jsonObjectOf(body);
  if (json === undefined) throw invalid(issuer, "is no JSON object in which nothing is said twice");
  if (json.issuer !== issuer) {
    throw invalid(issuer, "is of another issuer: its `issuer` must be the configured one to the letter");
  }
  const [jwksUri, introspectionEndpoint] = [
    address(issuer, "jwks_uri", json.jwks_uri),
    address(issuer, "introspection_endpoint", json.introspection_endpoint),
  ];
  return {
    ...(jwksUri !== undefined && { jwksUri }),
    ...(introspectionEndpoint !== undefined && { introspectionEndpoint }),
  };
}

function address(issuer: string, name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value.length > longestAddress || !URL.canParse(value))
    throw invalid(issuer, `has a \`${name}\` that is no URL, or too long`);
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") throw invalid(issuer, `has a \`${name}\` with a user name`);
  if (isOwnAddress(issuer, value)) return value;
  if (url.protocol !== "https:") throw invalid(issuer, `has a \`${name}\` that is no https address`);
  if (namesPrivateAddress(url)) throw invalid(issuer, `has a \`${name}\` at a private address`);
  return value;
}

const invalid = (issuer: string, what: string) => unusable("issuer_metadata_invalid", issuer, what);

const unusable = (code: FaultCode, issuer: string, what: string) =>
  new Fault(
    code,
    `the metadata document of ${issuer} ${what}; set the issuer's jwksUri (or introspection.url) in the settings, and it is not read`,
  );

/** What an issuer says about itself: where its keys are, and where it can be asked about tokens. */
import { Fault } from "#core/fault";

/** Addresses that the issuer's metadata document names. */
export interface IssuerMetadata {
  readonly jwksUri?: string;
  readonly introspectionEndpoint?: string;
}

/** Asks for the document anew, within a time in milliseconds. */
export type ReadIssuerMetadata = (timeoutMilliseconds: number) => Promise<IssuerMetadata>;

/**
 * Reads the metadata of an issuer.
 * @throws Fault `issuer_metadata_unavailable` or `issuer_metadata_invalid`
 */
export function issuerMetadata(issuer: string): ReadIssuerMetadata {
  return async () => {
    throw new Fault("issuer_metadata_unavailable", `the metadata of ${issuer} cannot be had yet`);
  };
}

/** Finds the introspection endpoint of an issuer that the settings do not name, in the issuer's metadata document. */
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";
import { RefreshedValue } from "../refreshed-value.ts";
import { isOwnAddress, issuerMetadata } from "./issuer-metadata.ts";
import { type PublicationTimeSettings, publicationTimes } from "./publication-times.ts";

/** An address that tokens and a client's secret are sent to. */
export interface Endpoint {
  readonly url: string;
  /** True where nobody configured its host: then it must not be one of a private network. */
  readonly publicAddressesOnly: boolean;
}

/**
 * The `introspection_endpoint` of the metadata (RFC 8414 section 2), which grows as old as a key set may.
 * @param setting the setting that could name it, for the message of a fault
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns a function that throws Fault `issuer_metadata_unavailable` or `issuer_metadata_invalid`
 */
export function discoveredEndpoint(
  issuer: string,
  setting: string,
  tokens: PublicationTimeSettings,
  now: () => number,
): (deadline: Deadline) => Promise<Endpoint> {
  const read = issuerMetadata(issuer);
  const endpoint = new RefreshedValue(
    publicationTimes(tokens),
    async (milliseconds): Promise<Endpoint> => {
      const { introspectionEndpoint: url } = await read(milliseconds);
      if (url !== undefined) return { url, publicAddressesOnly: !isOwnAddress(issuer, url) };
      throw new Fault(
        "issuer_metadata_invalid",
        `the metadata document of ${issuer} names no introspection_endpoint; set ${setting}.url`,
      );
    },
    now,
  );
  return (deadline) => endpoint.current(deadline);
}

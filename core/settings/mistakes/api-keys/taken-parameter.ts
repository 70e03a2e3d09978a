/** Query parameters that have a meaning of their own, so that no key can live there. */

/**
 * A key in one of them would be read as what the parameter means, and the policy would no longer see that. By where
 * the name comes from; no list can have the names of a collection's properties, which are parameters as well.
 */
const taken = new Set(
  [
    // OGC API Common and Features, parts 1 to 5, Records, and what their servers share.
    "f format lang profile bbox bbox-crs datetime limit offset crs filter filter-lang filter-crs q ids externalids",
    "type properties exclude-properties sortby skipgeometry page next prev cursor startindex count resulttype",
    // Coverages, Maps, Tiles and Styles.
    "subset subset-crs scale-factor scale-axes scale-size width height resolution mm-per-pixel center center-crs",
    "orientation bgcolor transparent void-color void-transparent display-resolution collections style styles layers",
    // Environmental Data Retrieval.
    "coords z parameter-name within within-units resolution-x resolution-y resolution-z corridor-width width-units",
    "corridor-height height-units cube-z locationid itemid instanceid custom-dimension",
    // Processes.
    "response status processid minduration maxduration",
    // STAC API and its extensions.
    "intersects fields query token conf",
    // What OAuth 2.0 sends in addresses (RFC 6749, RFC 6750 section 2.3, RFC 8707, RFC 9126, RFC 9207).
    "access_token client_id client_secret code code_challenge code_verifier state scope nonce redirect_uri request",
    "request_uri response_type response_mode resource iss error error_description id_token",
  ].flatMap((names) => names.split(" ")),
);

/** True for a parameter of an OGC API, a STAC API or OAuth, in any case: some servers read names without it. */
export function isTakenParameter(name: string): boolean {
  return taken.has(name.toLowerCase());
}

/** What is measured of a remote OPA, by the names of the table. */

/** Rows in the order in which they are run and told. */
export const rows = {
  verify: "one crypto.verify",
  tcp: "raw round trip, TCP",
  unix: "raw round trip, Unix socket",
  floor: "verify + raw round trip",
  seen: "ours, token seen before",
  fresh: "ours, token not seen before",
  control: "verify + raw round trip, again",
} as const;

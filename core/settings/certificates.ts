/** Certificates in settings: PEM text that says which servers are believed. */
import * as v from "valibot";
import { areCertificates } from "#core/certificates";

/** Longest text that is taken: a bundle of some dozen certificates, and far less than a function's files may hold. */
const longestText = 65_536;

/** The text of one or more certificates. */
export const certificates = v.pipe(
  v.string(),
  v.maxLength(longestText, `must not be longer than ${longestText} characters`),
  v.check(
    areCertificates,
    "must be one or more certificates in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, and nothing else",
  ),
);

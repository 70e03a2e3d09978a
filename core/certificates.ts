/** Certificates as text: whether they are any, for settings and for whoever uses them. */
import { X509Certificate } from "node:crypto";

/** One certificate in PEM (RFC 7468 section 5); explanatory text around it is allowed there, and not here. */
const pem = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** True for one or more certificates in PEM and nothing else; keys are none. */
export function areCertificates(text: string): boolean {
  const found = text.match(pem) ?? [];
  if (found.length === 0 || text.replace(pem, "").trim() !== "") return false;
  try {
    for (const each of found) new X509Certificate(each);
    return true;
  } catch {
    return false;
  }
}

/** Documents for a policy engine as JSON text that every engine reads alike. */
import { Fault } from "#core/fault";

/** Escapes as JSON.stringify writes them; the group holds half a surrogate pair. */
const escapes = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * Writes a document as JSON (RFC 8259). What the WebAssembly engine and the OPA server would read differently is
 * written so that both read it as the server does: half a surrogate pair, at which the former ends the evaluation, as
 * U+FFFD; and `null`, which is no document to the latter, as none.
 * @returns the text, or `undefined` where there is no document
 * @throws Fault `policy_error` for what JSON cannot hold, such as a cycle
 */
export function jsonText(document: unknown): string | undefined {
  const text = written<string | undefined>(() => JSON.stringify(document));
  if (text === undefined || text === "null") return undefined;
  if (!text.includes("\\ud")) return text;
  return text.replace(escapes, (whole, half?: string) => (half === undefined ? whole : "\\ufffd"));
}

/** What `write` writes; its error may quote the document, and only the kind is told. Throws Fault `policy_error`. */
export function written<Text>(write: () => Text): Text {
  try {
    return write();
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    throw new Fault("policy_error", `a document for the policy cannot be written as JSON (${kind})`);
  }
}

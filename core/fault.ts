/** Faults: the exceptions that end a decision because something we depend on, or our configuration, failed. */

/** Literal codes, stable across releases: alarms and log queries are written against them. */
export type FaultCode =
  | "configuration_invalid"
  | "deadline_exceeded"
  | "event_invalid"
  | "internal_error"
  | "issuer_metadata_unavailable"
  | "issuer_metadata_invalid"
  | "introspection_answer_invalid"
  | "introspection_refused"
  | "introspection_unavailable"
  | "jwks_unavailable"
  | "jwks_invalid"
  | "key_record_invalid"
  | "key_table_unavailable"
  | "pepper_missing"
  | "policy_unavailable"
  | "policy_answer_invalid"
  | "policy_undefined"
  | "policy_error"
  | "secret_unavailable"
  | "secret_invalid"
  | "user_info_answer_invalid"
  | "user_info_unavailable";

/**
 * A dependency or the configuration failed, so nobody can say whether the request is allowed. It becomes a 500
 * and never a Deny: a Deny is a policy, and API Gateway may cache policies. The message tells the operator
 * what to change and holds no secret, key or token; it is logged and never shown to the client.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Any error as a fault; of one nobody foresaw only the class is told, since its message may quote what a client sent. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new Fault(
    "internal_error",
    `an unexpected ${name}; please report it with the request that led to it`,
  );
}

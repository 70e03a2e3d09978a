/** A call of AWS that failed, by what the operator can do about it; never with AWS's own words, which may quote what was sent. */

/** What was asked for. */
export type AskedFor = "stack" | "secret" | "table";

/** Why there is no answer. */
export type AwsFailureKind =
  | "credentials_missing"
  | "credentials_invalid"
  | "region_missing"
  | "denied"
  | "not_found"
  | "throttled"
  | "unreachable"
  | "other";

/** There is no answer; whether a change took place nobody knows unless the kind says so. */
export class AwsFailure extends Error {
  override readonly name = "AwsFailure";
  readonly askedFor: AskedFor;
  readonly kind: AwsFailureKind;
  /** The error's class or code, such as `AccessDeniedException`. */
  readonly errorName: string;

  constructor(askedFor: AskedFor, kind: AwsFailureKind, errorName: string) {
    super(`${askedFor}: ${kind} (${errorName})`);
    this.askedFor = askedFor;
    this.kind = kind;
    this.errorName = errorName;
  }
}

/**
 * Makes a call of AWS.
 * @throws AwsFailure in the place of the SDK's errors
 */
export async function askedOfAws<Answer>(askedFor: AskedFor, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    const { name, code, message } = described(error);
    throw new AwsFailure(askedFor, kindOf(name, code, message), code ?? name);
  }
}

/** Names of errors by kind: of the SDK, of AWS's common errors, and of Node.js. */
const kinds: readonly (readonly [RegExp, AwsFailureKind])[] = [
  [/^CredentialsProviderError$|^TokenProviderError$|^MissingAuthenticationToken/, "credentials_missing"],
  [
    /^ExpiredToken|^RequestExpired|^UnrecognizedClient|^InvalidClientTokenId|^InvalidSignature|^SignatureDoesNotMatch|^IncompleteSignature|^OptInRequired/,
    "credentials_invalid",
  ],
  [/^AccessDenied|^NotAuthorized|^UnauthorizedOperation|^KMSAccessDenied|^DecryptionFailure/, "denied"],
  [/^ResourceNotFound/, "not_found"],
  [/Throttl|^ProvisionedThroughputExceeded|^RequestLimitExceeded|^TooManyRequests|^SlowDown/, "throttled"],
  [
    /^E(CONN|HOST|NET|PIPE|AI_|NOTFOUND|TIMEDOUT|PROTO)|^TimeoutError$|^AbortError$|^NetworkingError$|CERT|^ERR_INVALID_URL$|^ERR_TLS|^ERR_SSL|^UNABLE_TO|^InternalServer|^InternalServiceError|^ServiceUnavailable|^InternalFailure/,
    "unreachable",
  ],
];

function kindOf(name: string, code: string | undefined, message: string): AwsFailureKind {
  for (const [pattern, kind] of kinds) if (pattern.test(code ?? name) || pattern.test(name)) return kind;
  return /^Region (is missing|not accepted)/.test(message) ? "region_missing" : "other";
}

function described(error: unknown): { name: string; code: string | undefined; message: string } {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, message: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, message: error.message };
}

/** Settings of asking the authorization server about a token (RFC 7662). */
import * as v from "valibot";
import { secretArn } from "../secret-arn.ts";
import { about, address, wholeNumber } from "../setting.ts";

/** How long a remote check of a token may take and is remembered: the same for introspection and user information. */
export const remoteCheck = {
  cacheSeconds: v.optional(
    v.pipe(
      wholeNumber("seconds", 0, 3600),
      about(
        "How long an answer is remembered, and so how long a revoked token may still work; never past its expiry; 0: asks every time.",
      ),
    ),
    60,
  ),
  timeoutMilliseconds: v.optional(
    v.pipe(wholeNumber("milliseconds", 50, 5000), about("How long an answer may take.")),
    1000,
  ),
};

/** Rules and defaults of `introspection`. */
export const introspectionSettings = v.strictObject({
  url: v.optional(
    v.pipe(
      address,
      about(
        "The introspection endpoint; absent: the `introspection_endpoint` of the issuer's metadata document.",
      ),
    ),
  ),
  clientSecretArn: v.pipe(
    secretArn,
    about(
      'The secret that holds the client which may introspect: `{"client_id": "…", "client_secret": "…"}`.',
    ),
  ),
  clientAuthentication: v.optional(
    v.pipe(
      v.picklist(["client_secret_basic", "client_secret_post"]),
      about("How that client shows its secret (RFC 6749 section 2.3.1)."),
    ),
    "client_secret_basic",
  ),
  tokenType: v.optional(
    v.pipe(
      v.picklist(["required", "optional"]),
      about(
        "Whether an answer must say that the token is a bearer token (`token_type`); `optional` where the server says so of no token: it may then take refresh tokens for access tokens.",
      ),
    ),
    "required",
  ),
  ...remoteCheck,
});

/** Introspection as validated. */
export type IntrospectionSettings = v.InferOutput<typeof introspectionSettings>;

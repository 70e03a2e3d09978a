/** Settings of checking a token by a call that only a valid one can make, where its provider has no introspection. */
import * as v from "valibot";
import { about, address } from "../setting.ts";
import { remoteCheck } from "./introspection.ts";

const headerName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,63}$/, "must be a header name in lower case"),
);

/** Rules and defaults of `userInfo`. */
export const userInfoSettings = v.strictObject({
  url: v.pipe(address, about("The address that answers with who the token is about, as a JSON object.")),
  tokenIn: v.optional(
    v.pipe(
      v.picklist(["authorization-header", "form"]),
      about(
        "How the token is sent: by GET in the `Authorization` header, or by POST as `access_token` (RFC 6750 section 2).",
      ),
    ),
    "authorization-header",
  ),
  clientHeader: v.optional(
    v.pipe(
      headerName,
      about(
        "The header of the answer that names the client, where no claim does (GitHub: `x-oauth-client-id`).",
      ),
    ),
  ),
  scopeHeader: v.optional(
    v.pipe(
      headerName,
      about(
        "The header of the answer that holds the scopes, where no claim does (GitHub: `x-oauth-scopes`).",
      ),
    ),
  ),
  anyClient: v.optional(
    v.pipe(
      v.boolean(),
      about(
        "Accepts tokens that were issued to anybody's client, where the provider does not say to which; whoever runs one can then be any of its users here.",
      ),
    ),
    false,
  ),
  ...remoteCheck,
});

/** User information as validated. */
export type UserInfoSettings = v.InferOutput<typeof userInfoSettings>;

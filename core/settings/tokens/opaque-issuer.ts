/** Settings of one issuer of tokens that only it can read. */
import * as v from "valibot";
import { about, address } from "../setting.ts";
import { introspectionSettings } from "./introspection.ts";
import { notAmong, opaquePresetNames } from "./preset-names.ts";
import { namesReceiver, tokenClaims } from "./token-claims.ts";
import { userInfoSettings } from "./user-info.ts";

/** Rules and defaults of each of `tokens.opaque`. */
export const opaqueIssuerSettings = v.pipe(
  v.strictObject({
    preset: v.optional(
      v.pipe(
        v.picklist(
          opaquePresetNames,
          notAmong(opaquePresetNames, "those of JSON Web Tokens go into `tokens.issuers`"),
        ),
        about("The provider's product, which sets what is not given here (docs/tokens.md)."),
      ),
    ),
    issuer: v.pipe(address, about("What the policy and the backend are told as the issuer.")),
    prefix: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z0-9._~+/-]{1,32}$/, "must be 1 to 32 characters that a bearer token may have"),
        about(
          "What its tokens begin with, so that no other provider is sent them; absent: every token that is no JWT and has no other's prefix.",
        ),
      ),
    ),
    ...tokenClaims,
    introspection: v.optional(
      v.pipe(introspectionSettings, about("Asks the issuer by its introspection endpoint (RFC 7662).")),
    ),
    userInfo: v.optional(
      v.pipe(userInfoSettings, about("Asks the issuer by a call that only a valid token can make.")),
    ),
  }),
  v.check(
    ({ introspection, userInfo }) => (introspection === undefined) !== (userInfo === undefined),
    "must have either `introspection` or `userInfo`",
  ),
  v.check(
    (issuer) => namesReceiver(issuer) || issuer.userInfo?.anyClient === true,
    "must name `audiences` or `clientIds`: otherwise tokens made for other services would be accepted",
  ),
);

/** One issuer of opaque tokens as validated. */
export type OpaqueIssuerSettings = v.InferOutput<typeof opaqueIssuerSettings>;
/** One issuer of opaque tokens as written. */
export type OpaqueIssuerInput = v.InferInput<typeof opaqueIssuerSettings>;

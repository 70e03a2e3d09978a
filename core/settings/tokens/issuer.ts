/** Settings of one issuer of JSON Web Tokens. */
import * as v from "valibot";
import { about, address, wholeNumber } from "../setting.ts";
import { introspectionSettings } from "./introspection.ts";
import { jwtPresetNames, notAmong } from "./preset-names.ts";
import { namesReceiver, nonEmpty, tokenClaims } from "./token-claims.ts";

/** Signature algorithms that can be configured (RFC 7518 section 3.1, RFC 8037, RFC 9864): none is symmetric. */
const tokenAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

/** Rules and defaults of each of `tokens.issuers`. */
export const issuerSettings = v.pipe(
  v.strictObject({
    preset: v.optional(
      v.pipe(
        v.picklist(
          jwtPresetNames,
          notAmong(jwtPresetNames, "those of opaque tokens go into `tokens.opaque`"),
        ),
        about("The provider's product, which sets what is not given here (docs/tokens.md)."),
      ),
    ),
    issuer: v.pipe(address, about("The `iss` of its tokens, to the letter.")),
    jwksUri: v.optional(
      v.pipe(
        address,
        about("Where its JSON Web Key Set is; absent: where the issuer's metadata document says."),
      ),
    ),
    staticKeys: v.optional(
      v.pipe(
        v.union([
          v.literal("fetch"),
          v.strictObject({
            file: v.pipe(
              nonEmpty,
              about(
                "The file that holds the key set, relative to the settings file (of settings in code: to the working folder); public keys alone.",
              ),
            ),
          }),
        ]),
        about(
          "Puts the key set beside the function at synth, so that a cold start calls nobody: from a `file`, or by `fetch`, which calls the issuer then. A key that the issuer removes works in new functions until the next deployment (docs/security.md).",
        ),
      ),
    ),
    ...tokenClaims,
    algorithms: v.optional(
      v.pipe(
        v.array(v.picklist(tokenAlgorithms)),
        v.minLength(1, "must name at least one algorithm"),
        about("Signature algorithms that are accepted."),
      ),
      ["RS256", "ES256"],
    ),
    accessTokenType: v.optional(
      v.pipe(
        v.picklist(["at+jwt", "any", "id-token"]),
        about(
          "`at+jwt`: only tokens of that `typ` (RFC 9068); `any`: also others that are no ID tokens; `id-token`: ID tokens, for providers that issue no other JWT.",
        ),
      ),
      "any",
    ),
    requiredClaims: v.optional(
      v.pipe(
        v.record(nonEmpty, v.union([v.literal(true), nonEmpty])),
        about(
          "Claims that tell an access token from other tokens of the issuer, with the value each must have, or `true` for any.",
        ),
      ),
      {},
    ),
    refusedClaims: v.optional(
      v.pipe(v.array(nonEmpty), about("Claims that only ID tokens of the issuer have.")),
      ["nonce", "at_hash", "c_hash", "s_hash"],
    ),
    clockSkewSeconds: v.optional(
      v.pipe(
        wholeNumber("seconds", 0, 300),
        about("How far this issuer's clock may be off; absent: `tokens.clockSkewSeconds`."),
      ),
    ),
    introspection: v.optional(
      v.pipe(
        introspectionSettings,
        about(
          "Asks the issuer about each of its tokens whose signature is valid, so that a revoked one stops; absent: tokens are checked here alone.",
        ),
      ),
    ),
  }),
  v.check(
    (issuer) => namesReceiver(issuer),
    "must name `audiences` or `clientIds`: otherwise tokens made for other services would be accepted",
  ),
);

/** One issuer as validated. */
export type IssuerSettings = v.InferOutput<typeof issuerSettings>;
/** One issuer as written. */
export type IssuerInput = v.InferInput<typeof issuerSettings>;

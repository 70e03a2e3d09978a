/** Settings that say what the claims of an issuer's tokens mean, whatever the form of the token. */
import * as v from "valibot";
import { about } from "../setting.ts";

/** The name of a claim, or any other text that must not be empty. */
export const nonEmpty = v.pipe(v.string(), v.minLength(1, "must not be empty"));

/** Claims that name a token's client (RFC 8693 section 4.3, OpenID Connect Core section 2). */
const usualClientClaims = ["client_id", "azp"];

/** For whom a token is, who it is about, and what of it the policy sees. */
export const tokenClaims = {
  audiences: v.optional(
    v.pipe(v.array(nonEmpty), about("Values of `aud`, one of which a token must hold.")),
    [],
  ),
  clientIds: v.optional(
    v.pipe(v.array(nonEmpty), about("The clients, one of which a token must have been issued to.")),
    [],
  ),
  clientClaims: v.optional(
    v.pipe(
      v.array(nonEmpty),
      v.minLength(1, "must name at least one claim"),
      about("Claims that name the client; a token that has several must name the same in all of them."),
    ),
    usualClientClaims,
  ),
  subjectClaim: v.optional(
    v.pipe(nonEmpty, about("The claim that says who the token is about, unique at its issuer.")),
    "sub",
  ),
  scopeClaim: v.optional(
    v.pipe(
      nonEmpty,
      about(
        "The claim that holds the scopes, as a space-delimited text or a list; absent: `scope`, or else `scp`.",
      ),
    ),
  ),
  policyClaims: v.optional(
    v.pipe(v.array(nonEmpty), about("The claims that the policy sees; absent: all of them.")),
  ),
};

/** True where an issuer's tokens are told from those that were made for other services. */
export const namesReceiver = ({
  audiences,
  clientIds,
}: {
  readonly audiences: readonly string[];
  readonly clientIds: readonly string[];
}): boolean => audiences.length + clientIds.length > 0;

const claimSettings = v.object(tokenClaims);

/** What an issuer's claims mean, as validated. */
export type TokenClaimSettings = v.InferOutput<typeof claimSettings>;

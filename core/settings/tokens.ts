/** Settings of bearer tokens, whoever issues them. */
import * as v from "valibot";
import { about, wholeNumber } from "./setting.ts";
import { issuerSettings } from "./tokens/issuer.ts";
import { opaqueIssuerSettings } from "./tokens/opaque-issuer.ts";

/** Rules and defaults of `tokens`. */
export const tokenSettings = v.pipe(
  v.strictObject({
    issuers: v.optional(
      v.pipe(
        v.array(issuerSettings),
        v.check(
          (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
          "must not name an issuer twice",
        ),
        about("The authorization servers whose JSON Web Tokens are accepted."),
      ),
      [],
    ),
    opaque: v.optional(
      v.pipe(
        v.array(opaqueIssuerSettings),
        v.check(
          (issuers) => new Set(issuers.map(({ prefix }) => prefix)).size === issuers.length,
          "must not have two with the same prefix, or two without one",
        ),
        about(
          "The providers whose opaque tokens are accepted: each token is checked by asking its provider.",
        ),
      ),
      [],
    ),
    clockSkewSeconds: v.optional(
      v.pipe(wholeNumber("seconds", 0, 300), about("How far an issuer's clock may be off.")),
      30,
    ),
    maximumBytes: v.optional(
      v.pipe(wholeNumber("bytes", 512, 10_240), about("The longest token that is looked at.")),
      8192,
    ),
    jwksMaximumAgeSeconds: v.optional(
      v.pipe(
        wholeNumber("seconds", 1, 86_400),
        about("How old a key set may grow; a removed key stops within this time."),
      ),
      3600,
    ),
    jwksCooldownSeconds: v.optional(
      v.pipe(
        wholeNumber("seconds", 1, 300),
        about("The least time between two fetches of one key set because of an unknown key id or a failure."),
      ),
      10,
    ),
    jwksTimeoutMilliseconds: v.optional(
      v.pipe(
        wholeNumber("milliseconds", 50, 5000),
        about("How long a key set's address may take to answer."),
      ),
      1000,
    ),
    rememberVerified: v.optional(
      v.pipe(
        v.boolean(),
        about(
          "Whether a function remembers tokens that it has verified by an issuer's keys alone, until they expire or the keys change; where the issuer is asked, `cacheSeconds` says it.",
        ),
      ),
      true,
    ),
  }),
  v.check(
    ({ issuers, opaque }) => issuers.length + opaque.length > 0,
    "must name at least one issuer, in `issuers` or in `opaque`",
  ),
);

/** Bearer tokens as validated. */
export type TokenSettings = v.InferOutput<typeof tokenSettings>;

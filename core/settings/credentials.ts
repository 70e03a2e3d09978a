/** Settings of the credentials that are recognised: API keys and bearer tokens. */
import * as v from "valibot";
import { secretArn } from "./secret-arn.ts";
import { about, address, wholeNumber } from "./setting.ts";

/** Headers that carry something else for API Gateway, HTTP or the backend, so that no key can live there. */
const takenHeaders =
  /^(authorization|proxy-.*|cookie|host|content-.*|accept.*|user-agent|via|forwarded|x-forwarded-.*|x-amz.*|x-http-method.*|x-method.*|x-original-.*|x-rewrite-.*|prefer|origin|referer|connection|upgrade|te|range|if-.*)$/i;

/** Rules and defaults of `apiKeys`. */
export const apiKeySettings = v.strictObject({
  header: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
        "must be a header name of letters, digits and hyphens, a letter first",
      ),
      v.check((name) => !takenHeaders.test(name), "must be a header that has no other use"),
      about("The header in which clients send their key."),
    ),
    "X-API-Key",
  ),
  secretArn: v.optional(
    v.pipe(
      secretArn,
      about("An existing secret that holds the pepper and the keys; absent: the stack makes one."),
    ),
  ),
  refreshSeconds: v.optional(
    v.pipe(
      wholeNumber("seconds", 1, 3600),
      about("How long a function works with the keys it has read; a removed name stops within this time."),
    ),
    60,
  ),
  previousKeysHonouredForSeconds: v.optional(
    v.pipe(
      wholeNumber("seconds", 0, 604_800),
      about(
        "How long after a new version of the secret a key that it replaces still works; 0 ends it at once.",
      ),
    ),
    86_400,
  ),
});

/** Signature algorithms that can be configured: those that aws-jwt-verify verifies. */
const tokenAlgorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"] as const;
const nonEmpty = v.pipe(v.string(), v.minLength(1, "must not be empty"));

const issuerSettings = v.pipe(
  v.strictObject({
    issuer: v.pipe(address, about("The `iss` of its tokens, to the letter.")),
    jwksUri: v.pipe(address, about("Where its JSON Web Key Set is.")),
    audiences: v.optional(
      v.pipe(v.array(nonEmpty), about("Values of `aud`, one of which a token must hold.")),
      [],
    ),
    clientIds: v.optional(
      v.pipe(v.array(nonEmpty), about("Values of `client_id` or `azp`, one of which a token must hold.")),
      [],
    ),
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
        v.picklist(["at+jwt", "any"]),
        about("`at+jwt`: only tokens of that `typ` (RFC 9068); `any`: also others that are no ID tokens."),
      ),
      "any",
    ),
  }),
  v.check(
    ({ audiences, clientIds }) => audiences.length + clientIds.length > 0,
    "must name `audiences` or `clientIds`: otherwise tokens made for other services would be accepted",
  ),
);

/** Rules and defaults of `tokens`. */
export const tokenSettings = v.strictObject({
  issuers: v.pipe(
    v.array(issuerSettings),
    v.minLength(1, "must name at least one issuer"),
    v.check(
      (issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length,
      "must not name an issuer twice",
    ),
    about("The authorization servers whose tokens are accepted."),
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
    v.pipe(wholeNumber("milliseconds", 50, 5000), about("How long a key set's address may take to answer.")),
    1000,
  ),
});

/** Rules and defaults of `credentials`. */
export const credentialSettings = v.strictObject({
  several: v.optional(
    v.pipe(
      v.picklist(["refuse", "first"]),
      about(
        "A request with credentials of several kinds: `refuse` it, or take the `first` (key before token) when all are valid.",
      ),
    ),
    "refuse",
  ),
});

/** One issuer as validated. */
export type IssuerSettings = v.InferOutput<typeof issuerSettings>;
/** Bearer tokens as validated. */
export type TokenSettings = v.InferOutput<typeof tokenSettings>;
/** API keys as validated. */
export type ApiKeySettings = v.InferOutput<typeof apiKeySettings>;

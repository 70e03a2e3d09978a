/** Settings of API keys, and of credentials of every kind. */
import * as v from "valibot";
import { environmentPattern } from "#core/authenticate/api-key/managed-key";
import { secretArn } from "./secret-arn.ts";
import { about, wholeNumber } from "./setting.ts";
import { tableArn } from "./table-arn.ts";

/** Headers that carry something else for API Gateway, HTTP or the backend, so that no key can live there. */
const takenHeaders =
  /^(authorization|proxy-.*|cookie|host|content-.*|accept.*|user-agent|via|forwarded|x-forwarded-.*|x-amz.*|x-http-method.*|x-method.*|x-original-.*|x-rewrite-.*|prefer|origin|referer|connection|upgrade|te|range|if-.*)$/i;

/** Rules and defaults of `apiKeys.managed`. */
const managedKeySettings = v.strictObject({
  environment: v.optional(
    v.pipe(
      v.string(),
      v.regex(environmentPattern, "must be 1 to 16 lower-case letters and digits, a letter first"),
      about("What every key of this deployment is marked with; keys of other environments are refused."),
    ),
    "live",
  ),
  tableArn: v.optional(
    v.pipe(
      tableArn,
      about("An existing DynamoDB table with the records of keys; absent: the stack makes one."),
    ),
  ),
  lastUse: v.optional(
    v.pipe(
      v.boolean(),
      about("Whether the day of a key's last use is noted in its record: one write a day for each key."),
    ),
    true,
  ),
});

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
  basic: v.optional(
    v.pipe(
      v.boolean(),
      about(
        "Whether a key may also come by HTTP Basic, as the user name or as the password: for QGIS and GDAL. Browsers then ask for a password.",
      ),
    ),
    false,
  ),
  queryParameter: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
        "must be a name of letters, digits, `_` and `-`, a letter first",
      ),
      about(
        "The query parameter in which a key may also come; absent: none. Addresses end up in logs, histories and links.",
      ),
    ),
  ),
  managed: v.optional(
    v.pipe(
      managedKeySettings,
      about(
        "Keys that `ogc-api-authorizer keys` makes, with `{}` for all defaults; absent: static keys only.",
      ),
    ),
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
      about(
        "How long a function works with the keys it has read; a revoked or removed key stops within this time.",
      ),
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

/** API keys as validated. */
export type ApiKeySettings = v.InferOutput<typeof apiKeySettings>;

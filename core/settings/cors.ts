/** Settings of cross-origin access: which web pages may call the API, and what they may send and read. */
import * as v from "valibot";
import { about, wholeNumber } from "./setting.ts";

const headerName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]+$/, "must be a header name"));
const origin = v.pipe(
  v.string(),
  v.check(
    isOrigin,
    'must be "*", or an origin as browsers send it, such as https://maps.example.org: in lower case, without path, slash at its end, and port 443 of https or 80 of http',
  ),
);

/**
 * True for `*` and for an origin in its one serialization (Fetch standard, "`Origin` header"; HTML standard,
 * "serialization of an origin"), with which others are compared letter for letter: in another spelling it would open
 * the API to nobody. A mapping template and a header hold it as it is, so that it has no characters but these.
 */
function isOrigin(text: string): boolean {
  if (text === "*") return true;
  return /^https?:\/\/[a-z0-9.\-[\]:]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** Methods that API Gateway passes on. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** Rules and defaults of `api.cors` (Fetch standard, "CORS protocol"). */
export const corsSettings = v.pipe(
  v.strictObject({
    allowOrigins: v.optional(
      v.pipe(
        v.array(origin),
        v.minLength(1),
        v.check(
          (origins) => !origins.includes("*") || origins.length === 1,
          'must hold "*" alone, or origins without it',
        ),
        about("Origins whose pages may call the API."),
      ),
      ["*"],
    ),
    allowMethods: v.optional(
      v.pipe(
        v.array(v.picklist(methods)),
        v.minLength(1, "must name at least one"),
        about("Methods that pages may use."),
      ),
      [...methods],
    ),
    allowHeaders: v.optional(
      v.pipe(
        v.array(headerName),
        about("Request headers that pages may send; those that carry credentials are always among them."),
      ),
      ["Authorization", "Content-Type", "Accept", "Prefer", "If-Match", "Content-Crs", "X-API-Key"],
    ),
    exposeHeaders: v.optional(
      v.pipe(
        v.array(headerName),
        about(
          "Headers of API Gateway's own answers that pages may read; `WWW-Authenticate` is always among them. The backend says it of its own.",
        ),
      ),
      ["WWW-Authenticate"],
    ),
    allowCredentials: v.optional(
      v.pipe(
        v.boolean(),
        about(
          "Whether pages may let the browser add credentials of its own, such as those of HTTP Basic; needs exactly one origin by name.",
        ),
      ),
      false,
    ),
    maxAgeSeconds: v.optional(
      v.pipe(
        wholeNumber("seconds", 0, 86_400),
        about("How long browsers may remember a preflight's answer."),
      ),
      3600,
    ),
  }),
  v.check(
    ({ allowCredentials, allowOrigins }) =>
      !allowCredentials || (allowOrigins.length === 1 && allowOrigins[0] !== "*"),
    '`allowCredentials` needs exactly one origin by name in `allowOrigins`: the answers to refused requests are static texts and can name only one, and browsers refuse "*" with credentials',
  ),
);

/** Cross-origin access as validated. */
export type CorsSettings = v.InferOutput<typeof corsSettings>;

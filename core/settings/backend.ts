/** Settings of the OGC API Lambda that is protected. */
import * as v from "valibot";
import { namesBesideApi } from "#core/routes/all-routes";
import { about, wholeNumber } from "./setting.ts";

const timeoutMilliseconds = v.optional(
  v.pipe(
    wholeNumber("milliseconds", 50, 29_000),
    about("How long the API waits for the backend; 29,000 is API Gateway's own limit."),
  ),
  29_000,
);

const publicHealth = v.optional(
  v.pipe(
    v.boolean(),
    about(
      "Whether anyone may read the backend's health, such as fastgeoapi's `/healthz` and `/readyz`, without the policy being asked.",
    ),
  ),
  false,
);

/** A base path is compared with a path's decoded segments: it holds only what has one spelling. */
const basePath = v.pipe(
  v.string(),
  v.maxLength(100, "must not be longer than 100 characters"),
  v.regex(
    /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/,
    "must be one or more segments of letters, digits and - . _ ~, each after a slash, such as /geoapi",
  ),
  v.check(
    (path) => !namesBesideApi.has(path.split("/")[1] ?? ""),
    `must not begin with what servers have beside the API: ${[...namesBesideApi].join(", ")}`,
  ),
);

/** Rules and defaults of `backend`. */
export const backendSettings = v.variant("kind", [
  v.strictObject({
    kind: v.pipe(v.literal("sample"), about("The sample OGC API of this repository.")),
    publicHealth,
    timeoutMilliseconds,
  }),
  v.strictObject({
    kind: v.pipe(v.literal("lambda"), about("An existing Lambda function in the same account and region.")),
    functionArn: v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?$/,
        "must be the ARN of a Lambda function, with its alias if it is called by one",
      ),
      about("The ARN of the function, or of its alias."),
    ),
    basePath: v.optional(
      v.pipe(
        basePath,
        about(
          "The path below which the function serves the API, such as fastgeoapi's `/geoapi`; absent: its root.",
        ),
      ),
    ),
    publicHealth,
    timeoutMilliseconds,
  }),
]);

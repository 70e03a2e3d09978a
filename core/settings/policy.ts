/** Settings of the policy engine and of what it is asked. */
import * as v from "valibot";
import { certificates } from "./certificates.ts";
import { secretArn } from "./secret-arn.ts";
import { about, address, wholeNumber } from "./setting.ts";

const question = {
  input: v.optional(
    v.pipe(
      v.picklist(["ogcapi", "fastapi-opa", "method-api-jwt"]),
      about(
        "The format of what the policy is asked about: `ogcapi`, or that of fastgeoapi's users (`fastapi-opa`), or method, path and token (`method-api-jwt`: the token then reaches OPA and its decision log).",
      ),
    ),
    "ogcapi",
  ),
  basePathInInput: v.optional(
    v.pipe(
      v.boolean(),
      about(
        "With the input `fastapi-opa`: whether `request_path` starts with `backend.basePath`, as fastgeoapi's does; absent: it does.",
      ),
    ),
  ),
  anonymous: v.optional(
    v.pipe(
      v.picklist(["ask", "challenge"]),
      about(
        "Requests without any credential: `ask` the policy, or `challenge` them at once; absent: `ask` with the input `ogcapi`, `challenge` with others.",
      ),
    ),
  ),
  decision: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z_][A-Za-z0-9_]*(\/[A-Za-z_][A-Za-z0-9_]*)*$/,
        "must be the path of a package or rule, such as ogcapi/authz/decision",
      ),
      about("The package or rule that decides, as a path."),
    ),
    "ogcapi/authz/decision",
  ),
  headers: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, "must be a header name in lower case"))),
      v.check(
        (names) => !names.some((name) => /authorization|cookie|api-?key|token|secret/.test(name)),
        "must not name a header that carries credentials",
      ),
      about("Request headers that the policy sees, in lower case."),
    ),
    [],
  ),
};

/** Rules and defaults of `policy`. */
export const policySettings = v.variant("engine", [
  v.strictObject({
    engine: v.pipe(
      v.literal("embedded"),
      about("The policy compiled to WebAssembly, in the function itself."),
    ),
    ...question,
  }),
  v.strictObject({
    engine: v.pipe(
      v.literal("remote"),
      about("An Open Policy Agent server, which is sent the claims of tokens."),
    ),
    url: v.pipe(
      address,
      v.check((text) => !text.endsWith("/"), "must not end with a slash"),
      about("The address of the OPA server, without /v1/data."),
    ),
    certificateAuthority: v.optional(
      v.pipe(
        certificates,
        about(
          "Certificates in PEM, one of which must vouch for the OPA server; absent: the public authorities that Node.js knows.",
        ),
      ),
    ),
    tokenSecretArn: v.optional(
      v.pipe(
        secretArn,
        about(
          "An existing secret whose text is the bearer token that the OPA server asks for; absent: it is sent none.",
        ),
      ),
    ),
    timeoutMilliseconds: v.optional(
      v.pipe(wholeNumber("milliseconds", 10, 10_000), about("How long OPA may take to answer.")),
      1000,
    ),
    maximumAnswerBytes: v.optional(
      v.pipe(
        wholeNumber("bytes", 256, 1_048_576),
        about("The longest answer that is read, beyond the length of its question."),
      ),
      65_536,
    ),
    ...question,
  }),
]);

/** The policy engine, and what it is asked, as validated. */
export type PolicySettings = v.InferOutput<typeof policySettings>;

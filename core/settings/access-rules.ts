/** Access rules: who may do what on which part of the API; what most users write instead of Rego. */
import * as v from "valibot";
import { isScopeToken } from "#core/authenticate/scope-token";
import { resourceIds } from "./resource-id.ts";
import { about } from "./setting.ts";

const identifier = v.pipe(
  v.string(),
  v.minLength(1, "must not be empty"),
  v.maxLength(200, "must not be longer than 200 characters"),
);

/** The actions a rule may grant. `manage` is deploying, replacing and removing collections and processes. */
export const actions = ["read", "create", "update", "delete", "execute", "manage"] as const;

const condition = v.strictObject({
  apiKey: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x21-\x7E]{1,128}$/, "must be the name of a key: printable ASCII without spaces"),
      about('The name of an API key, or "*" for any valid API key.'),
    ),
  ),
  issuer: v.optional(v.pipe(identifier, about("The issuer whose tokens are meant."))),
  scope: v.optional(
    v.pipe(
      identifier,
      v.check(isScopeToken, "must be one scope: printable ASCII without spaces, quotes and backslashes"),
      about("A scope that the token or API key must hold."),
    ),
  ),
  claim: v.optional(v.pipe(identifier, about("A claim of the token, compared by `equals` or `contains`."))),
  equals: v.optional(
    v.pipe(v.union([v.string(), v.number(), v.boolean()]), about("The value that the claim must have.")),
  ),
  contains: v.optional(
    v.pipe(
      v.union([v.string(), v.number(), v.boolean()]),
      about("A value that the claim, a list, must hold."),
    ),
  ),
});

const who = v.union([v.literal("anyone"), v.literal("signed-in"), condition]);

const on = v.strictObject({
  api: v.optional(
    v.pipe(
      v.literal(true),
      about(
        "What the API says about itself: landing page, conformance, API definition, tile matrix sets, styles and health; `manage` is changing styles.",
      ),
    ),
  ),
  assets: v.optional(v.pipe(v.literal(true), about("Style sheets, scripts and images of HTML pages."))),
  administration: v.optional(
    v.pipe(
      v.literal(true),
      about(
        "The backend's own administration, by `manage`, and what describes its server beside the API, by `read`: fastgeoapi's `/docs`, `/redoc` and `/openapi.json`; in no wildcard, only here.",
      ),
    ),
  ),
  mcp: v.optional(
    v.pipe(v.literal(true), about("The backend's Model Context Protocol; in no wildcard, only here.")),
  ),
  jobs: v.optional(
    v.pipe(v.literal("all"), about("Every job, whoever started it; in no wildcard, only here.")),
  ),
  collections: v.optional(v.pipe(resourceIds, about('Collections by id; ["*"] is every collection.'))),
  exceptCollections: v.optional(
    v.pipe(resourceIds, about('Collections that a rule on ["*"] does not reach.')),
  ),
  processes: v.optional(v.pipe(resourceIds, about('Processes by id; ["*"] is every process.'))),
  exceptProcesses: v.optional(v.pipe(resourceIds, about('Processes that a rule on ["*"] does not reach.'))),
});

/** One access rule: grants, never refuses; what no rule grants is refused. */
export const accessRule = v.strictObject({
  who: v.pipe(who, about('"anyone", "signed-in", or conditions that must all hold.')),
  may: v.pipe(
    v.array(v.picklist(actions)),
    v.minLength(1, "must name at least one action"),
    about("What is granted: read, create, update, delete, execute, manage."),
  ),
  on: v.pipe(on, about("What it is granted on.")),
});

/** A rule as the settings file writes it. */
export type AccessRule = v.InferOutput<typeof accessRule>;
/** An action that rules grant and that a request asks for. */
export type Action = (typeof actions)[number];

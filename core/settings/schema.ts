/** The one table of settings: the settings file, the constructs' props and what the functions read are this type. */
import * as v from "valibot";
import { accessRule } from "./access-rules.ts";
import { apiSettings } from "./api.ts";
import { backendSettings } from "./backend.ts";
import { apiKeySettings, credentialSettings } from "./credentials.ts";
import { monitoringSettings } from "./monitoring.ts";
import { decisionSettings, logSettings } from "./operation.ts";
import { policySettings } from "./policy.ts";
import { about } from "./setting.ts";
import { tokenSettings } from "./tokens.ts";

/** Every setting, its rule, its default and a sentence about it. */
export const settingsSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), about("Where the editor finds the JSON Schema of this file."))),
  version: v.pipe(v.literal(1), about("The version of this file's format: 1.")),
  name: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "must be 1 to 64 letters, digits and hyphens, a letter first"),
      about("The name of the CloudFormation stack; a second name is a second deployment beside the first."),
    ),
    "ogc-api",
  ),
  api: v.optional(v.pipe(apiSettings, about("The REST API that clients see.")), {}),
  backend: v.optional(v.pipe(backendSettings, about("The OGC API Lambda that is protected.")), {
    kind: "sample",
  }),
  apiKeys: v.optional(v.pipe(apiKeySettings, about("API keys; absent: none are recognised."))),
  tokens: v.optional(v.pipe(tokenSettings, about("Bearer tokens; absent: none are recognised."))),
  credentials: v.optional(v.pipe(credentialSettings, about("What holds for credentials of every kind.")), {}),
  policy: v.optional(v.pipe(policySettings, about("The policy engine, and what it is asked.")), {
    engine: "embedded",
  }),
  accessRules: v.optional(
    v.pipe(
      v.array(accessRule),
      about("Who may do what on which part of the API; what no rule grants is refused."),
    ),
    [],
  ),
  decision: v.optional(v.pipe(decisionSettings, about("The authorizer function and its time budget.")), {}),
  logs: v.optional(v.pipe(logSettings, about("The logs of the functions and of the API.")), {}),
  monitoring: v.optional(
    v.pipe(
      monitoringSettings,
      about(
        "Metrics, alarms and a dashboard, with `{}` for all their defaults; absent: none, since each is billed.",
      ),
    ),
  ),
});

/** Settings as written in the file: defaults may be left out. */
export type SettingsInput = v.InferInput<typeof settingsSchema>;
/** Settings as validated: every default filled in. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** Settings of what clients are told when they are refused. */
import * as v from "valibot";
import { about, address } from "./setting.ts";

/** Rules and defaults of `api.refusals`. */
export const refusalSettings = v.pipe(
  v.strictObject({
    helpUrl: v.optional(
      v.pipe(
        address,
        about(
          "The address of a page for people that says how to get a key or an account; it stands in every refusal, and in the metadata of the API.",
        ),
      ),
    ),
    showReason: v.optional(
      v.pipe(
        v.boolean(),
        about(
          "Whether a 403 tells its reason code, as the log has it. Codes can tell what is hidden from what is not there (`insufficient_scope`, `resource_unknown`), and own Rego may give others that say more than a caller should know.",
        ),
      ),
      false,
    ),
    missingScope: v.optional(
      v.pipe(
        v.picklist(["named", "metadata", "hidden"]),
        about(
          "A 403 of a token that lacks a scope: `named` tells the scope that would do, by the context that the authorizer hands to API Gateway, and so that a rule for the path exists; `metadata` points to the list of the API's scopes, the same for every 403; `hidden` tells neither, nor does the API's metadata list scopes then, so that what a scope would open looks like what is not there.",
        ),
      ),
      "named",
    ),
  }),
  v.check(
    ({ showReason, missingScope }) => !showReason || missingScope !== "hidden",
    'leave `showReason` out where `missingScope` is "hidden": the reason `insufficient_scope` would tell what is to be hidden',
  ),
);

/** Refusals as validated. */
export type RefusalSettings = v.InferOutput<typeof refusalSettings>;

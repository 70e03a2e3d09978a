/** Settings of how the functions run: time, memory and logs. */
import * as v from "valibot";
import { about, wholeNumber } from "./setting.ts";

/** Retention periods that CloudWatch Logs knows, in days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const identifiers = (kind: "subnet" | "sg", most: number) =>
  v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `must be an id that starts with ${kind}-`),
      ),
    ),
    v.minLength(1, "must name at least one"),
    v.maxLength(most, `must not name more than ${most}`),
  );

const vpcSettings = v.strictObject({
  subnetIds: v.pipe(
    identifiers("subnet", 16),
    about("Private subnets in which the function gets its network interfaces."),
  ),
  securityGroupIds: v.pipe(
    identifiers("sg", 5),
    about("Security groups of the network interfaces; they must let through what the function calls."),
  ),
});

/** Rules and defaults of `decision`. */
export const decisionSettings = v.pipe(
  v.strictObject({
    budgetMilliseconds: v.optional(
      v.pipe(
        wholeNumber("milliseconds", 100, 25_000),
        about("How long a whole decision may take; it must be well under the function's time-out."),
      ),
      2500,
    ),
    functionTimeoutSeconds: v.optional(
      v.pipe(wholeNumber("seconds", 1, 29), about("The authorizer function's time-out.")),
      5,
    ),
    memoryMegabytes: v.optional(
      v.pipe(
        wholeNumber("megabytes", 128, 10_240),
        about(
          "The authorizer function's memory, which also sets its share of a processor; docs/performance.md has the curve.",
        ),
      ),
      512,
    ),
    vpc: v.optional(
      v.pipe(
        vpcSettings,
        about("A VPC for the authorizer function, such as one that an OPA server is in; absent: none."),
      ),
    ),
  }),
  v.check(
    ({ budgetMilliseconds, functionTimeoutSeconds }) =>
      budgetMilliseconds + 500 <= functionTimeoutSeconds * 1000,
    "budgetMilliseconds must be at least 500 under functionTimeoutSeconds, so that a late decision is still logged",
  ),
);

const accessLogSettings = v.strictObject({
  account: v.optional(
    v.pipe(
      v.picklist(["existing", "create"]),
      about(
        "The role by which API Gateway writes logs, one for the account and region: the `existing` one, or `create` it and replace what is set.",
      ),
    ),
    "existing",
  ),
});

/** Rules and defaults of `logs`. */
export const logSettings = v.strictObject({
  retentionDays: v.optional(v.pipe(v.picklist(retentionDays), about("How many days logs are kept.")), 30),
  access: v.optional(
    v.pipe(accessLogSettings, about("A log line of API Gateway's own for every request; absent: none.")),
  ),
});

/** The authorizer function as validated. */
export type DecisionSettings = v.InferOutput<typeof decisionSettings>;
/** Logs as validated. */
export type LogSettings = v.InferOutput<typeof logSettings>;

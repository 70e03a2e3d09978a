/** Settings of how the functions run: time, memory and logs. */
import * as v from "valibot";
import { about, wholeNumber } from "./setting.ts";

/** Retention periods that CloudWatch Logs knows, in days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

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
      v.pipe(wholeNumber("megabytes", 128, 10_240), about("The authorizer function's memory.")),
      512,
    ),
  }),
  v.check(
    ({ budgetMilliseconds, functionTimeoutSeconds }) =>
      budgetMilliseconds + 500 <= functionTimeoutSeconds * 1000,
    "budgetMilliseconds must be at least 500 under functionTimeoutSeconds, so that a late decision is still logged",
  ),
);

/** Rules and defaults of `logs`. */
export const logSettings = v.strictObject({
  retentionDays: v.optional(
    v.pipe(v.picklist(retentionDays), about("How many days the functions' logs are kept.")),
    30,
  ),
});

/** The rule for ARNs of secrets. */
import * as v from "valibot";

/** The full ARN of a secret, as a right to read exactly this one needs it. */
export const secretArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
    "must be the full ARN of a Secrets Manager secret, with the six characters at its end",
  ),
);

/** The rule for ARNs of DynamoDB tables. */
import * as v from "valibot";

/** The ARN of a table, as a right to read exactly this one needs it. */
export const tableArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/,
    "must be the ARN of a DynamoDB table, without index and stream",
  ),
);

/** The name of the table that an ARN of this form names. */
export const tableNameIn = (arn: string): string => arn.slice(arn.indexOf("/") + 1);

/** Where commands of a test file find AWS. */
import { randomBytes } from "node:crypto";

/** Has every client of AWS in this process ask an endpoint of the test, with credentials that are nobody's. */
export function askAwsAt(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: randomBytes(20).toString("hex"),
  });
}

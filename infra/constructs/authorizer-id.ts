/** The construct id of the API's authorizer, from which CDK makes its logical id. */
import { createHash } from "node:crypto";

/**
 * An id that changes with the identity sources: CloudFormation then makes a new authorizer and removes the old one.
 * An authorizer that is updated in place can keep sources that the template no longer names.
 * @param identitySources none: the plain id
 */
export function authorizerId(identitySources: readonly string[]): string {
  if (identitySources.length === 0) return "Authorizer";
  const digest = createHash("sha256").update(JSON.stringify(identitySources)).digest("hex");
  return `Authorizer${digest.slice(0, 8)}`;
}

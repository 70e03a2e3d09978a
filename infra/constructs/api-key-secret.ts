/** The secret that holds the pepper and the static API keys: the configured one, or one of our own. */
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { RemovalPolicy, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { ApiKeySettings } from "#core/settings/credentials";

/** Characters of the pepper: with letters and digits alone, more than the 256 bits of the HMAC it keys. */
const pepperLength = 64;

/**
 * The secret's ARN. A secret that is made holds a random pepper, which no template or log ever shows, and no keys
 * yet; it outlives the stack, since every key's hash depends on it.
 */
export function apiKeySecretArn(scope: Construct, id: string, { secretArn }: ApiKeySettings): string {
  if (secretArn !== undefined) return secretArn;
  const secret = new Secret(scope, id, {
    description: "API keys of the OGC API, and the pepper that their hashes are made with",
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ keys: {} }),
      generateStringKey: "pepper",
      passwordLength: pepperLength,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Keys are replaced by who issues them, not by a schedule: a key changed behind its holder's back stops a client.",
  });
  return secret.secretArn;
}

/** The secret that holds the client by which the API introspects tokens. */
import type { OAuthClient } from "./oauth-client.ts";

/** The ARN by which settings name it. */
export const clientSecretArn =
  "arn:aws:secretsmanager:us-east-1:123456789012:secret:introspection-client-a1B2c3";

/** Its text. */
export const secretText = ({ id, secret }: Pick<OAuthClient, "id" | "secret">): string =>
  JSON.stringify({ client_id: id, client_secret: secret });

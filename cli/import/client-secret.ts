/** The secret of an OAuth 2.0 client, as the log-in will read it. */
import type { ImportedSecret } from "./imported.ts";

/** `{"client_id": "…", "client_secret": "…"}`, as clients that introspect tokens have it too. */
export function clientSecret(id: string, secret: string): ImportedSecret {
  const text = `${JSON.stringify({ client_id: id, client_secret: secret }, null, 2)}\n`;
  return { name: "login-client", text };
}

/** Settings of the API that change what API Gateway answers by itself, for what checks whole templates. */
import type { SettingsInput } from "#core/settings/schema";

/** An address with every character that a template language or a quoted text might take for its own. */
const helpUrl = "https://www.example.org/access?of=$context.stage&it's=$!x,(y)*;~%22";
const allowOrigins = ["https://maps.example.org", "https://maps.example.org:8443", "http://localhost:3000"];

/** `api` by what is told and to whom. */
export const refusalsAndOrigins: Readonly<Record<string, NonNullable<SettingsInput["api"]>>> = {
  "several origins, and the scope and the reason of a 403 told": {
    realm: "Geodata of the state. v1_2",
    cors: { allowOrigins, allowMethods: ["GET"], allowHeaders: [], exposeHeaders: ["X-Amz-Apigw-Id"] },
    refusals: { helpUrl, showReason: true, missingScope: "named" },
  },
  "one origin with credentials, and a 403 that leads to the metadata": {
    cors: { allowOrigins: allowOrigins.slice(0, 1), allowCredentials: true, maxAgeSeconds: 0 },
    refusals: { helpUrl, missingScope: "metadata" },
  },
  "every origin, and missing scopes hidden": {
    cors: { allowOrigins: ["*"] },
    refusals: { helpUrl, missingScope: "hidden" },
  },
};

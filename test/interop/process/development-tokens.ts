/** The setting by which a protected peer takes tokens of the development token issuer. */
import type { SettingsInput } from "#core/settings/schema";

/** Port 0 stands for wherever the issuer finds a free port. */
export const developmentTokens: NonNullable<SettingsInput["tokens"]> = {
  issuers: [
    { issuer: "http://127.0.0.1:0", jwksUri: "http://127.0.0.1:0/jwks.json", audiences: ["ogc-api"] },
  ],
};

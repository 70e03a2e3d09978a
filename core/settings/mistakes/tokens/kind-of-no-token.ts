/** Rules about an issuer's kinds of tokens that no token can meet. */
import type { SettingsMistake } from "../../settings-mistake.ts";
import type { IssuerSettings } from "../../tokens/issuer.ts";

/** Values of claims that tell kinds of tokens apart, and that are judged whatever the settings say. */
const kinds = {
  token_use: { access: "access", id: "id" },
  typ: { access: "bearer", id: "id" },
} as const;

/** What is wrong with the claims that an issuer's tokens must and must not have. */
export function kindOfNoToken(issuer: IssuerSettings): SettingsMistake[] {
  const { requiredClaims, refusedClaims, accessTokenType, audiences, introspection } = issuer;
  const mistakes: SettingsMistake[] = [];
  const mistake = (setting: string, remedy: string) => mistakes.push({ setting, remedy });
  const wanted = accessTokenType === "id-token" ? "id" : "access";

  for (const [name, value] of Object.entries(requiredClaims)) {
    const setting = `requiredClaims.${name}`;
    if (refusedClaims.includes(name))
      mistake(setting, "is one of `refusedClaims` too: no token could have it");
    if (name === "cnf") mistake(setting, "leave it out: a token that is bound to a key is refused");
    if (name === "iss" && value !== true && value !== issuer.issuer) {
      mistake(setting, "must be `issuer`, which is compared with `iss` already; leave it out");
    }
    if ((name === "token_use" || name === "typ") && value !== true) {
      const expected = kinds[name][wanted];
      if (value.toLowerCase() !== expected) {
        mistake(
          setting,
          `contradicts \`accessTokenType\`: tokens are refused whose \`${name}\` is not ${expected}`,
        );
      }
    }
  }
  if (accessTokenType === "id-token" && audiences.length === 0) {
    mistake("audiences", "must name your clients at the issuer: an ID token is for its `aud` alone");
  }
  if (accessTokenType === "id-token" && introspection !== undefined) {
    mistake(
      "introspection",
      "leave it out: an issuer can be asked about access and refresh tokens, not about ID tokens",
    );
  }
  return mistakes;
}

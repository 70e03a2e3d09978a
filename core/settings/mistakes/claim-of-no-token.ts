/** Values of claims that no accepted token has: the authenticator refuses such tokens before any rule is asked. */
import type { AccessRule } from "../access-rules.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import type { IssuerSettings } from "../tokens/issuer.ts";
import type { OpaqueIssuerSettings } from "../tokens/opaque-issuer.ts";
import type { TokenSettings } from "../tokens.ts";

type Conditions = Exclude<AccessRule["who"], string>;
type Value = string | number | boolean;
type Issuer = IssuerSettings | OpaqueIssuerSettings;

/**
 * What is wrong with a condition on a claim that the authenticator has judged, or does not show.
 * @param tokens as configured; a rule on one issuer is held against that one alone
 */
export function claimMistakes(
  { claim, equals, contains, issuer }: Conditions,
  tokens: TokenSettings | undefined,
): SettingsMistake[] {
  if (claim === undefined || tokens === undefined) return [];
  const named = [...tokens.issuers, ...tokens.opaque].filter(
    (each) => issuer === undefined || each.issuer === issuer,
  );
  const issuers = named.filter((each) => canHave(claim, each));
  if (issuers.length === 0) {
    return [
      {
        setting: "who.claim",
        remedy:
          "is a claim that rules see of no accepted token: `policyClaims` leaves it out, or `refusedClaims` holds it",
      },
    ];
  }
  if (contains !== undefined && issuers.every((each) => isOneText(claim, each))) {
    return [{ setting: "who.contains", remedy: `\`${claim}\` is one text and no list: use \`equals\`` }];
  }
  if (equals === undefined || issuers.some((each) => canEqual(claim, equals, each))) return [];
  return [{ setting: "who.equals", remedy: remedyOf(claim, issuers) }];
}

function canHave(claim: string, issuer: Issuer): boolean {
  if (issuer.policyClaims?.includes(claim) === false || claim === "cnf") return false;
  if (!("refusedClaims" in issuer) || issuer.accessTokenType === "id-token") return true;
  return !issuer.refusedClaims.includes(claim);
}

/** Claims that hold one text in every accepted token (RFC 7519 section 4.1, RFC 8693 section 4.3). */
function isOneText(claim: string, { subjectClaim }: Issuer): boolean {
  return claim === "iss" || claim === subjectClaim;
}

function canEqual(claim: string, value: Value, issuer: Issuer): boolean {
  const { audiences, clientIds, clientClaims, subjectClaim } = issuer;
  const required = "requiredClaims" in issuer && requiredValue(claim, issuer);
  if (typeof required === "string") return value === required;
  if (claim === "iss") return value === issuer.issuer;
  if (claim === "aud") return audiences.length === 0 || audiences.some((audience) => audience === value);
  if (clientClaims.includes(claim) && clientIds.length > 0) return clientIds.some((id) => id === value);
  if (claim !== subjectClaim) return true;
  return (typeof value === "string" && value !== "") || (claim !== "sub" && typeof value === "number");
}

function requiredValue(claim: string, { requiredClaims }: IssuerSettings): string | true | undefined {
  return Object.hasOwn(requiredClaims, claim) ? requiredClaims[claim] : undefined;
}

function remedyOf(claim: string, issuers: readonly Issuer[]): string {
  if (claim === "iss") {
    return "must be the issuer of the rule, or one of `tokens.issuers` or `tokens.opaque`, to the letter";
  }
  if (claim === "aud") return "must be one of the issuer's `audiences`: other tokens are not accepted";
  if (issuers.some(({ clientClaims }) => clientClaims.includes(claim))) {
    return "must be one of the issuer's `clientIds`: other tokens are not accepted";
  }
  if (issuers.some(({ subjectClaim }) => subjectClaim === claim))
    return "must be a text: every subject is one";
  return "must be the value that `requiredClaims` of the issuer asks for: other tokens are not accepted";
}

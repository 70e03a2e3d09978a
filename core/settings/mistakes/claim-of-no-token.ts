/** Values of claims that no accepted token has: the authenticator refuses such tokens before any rule is asked. */
import type { AccessRule } from "../access-rules.ts";
import type { SettingsMistake } from "../settings-mistake.ts";
import type { IssuerSettings } from "../tokens/issuer.ts";
import type { TokenSettings } from "../tokens.ts";

type Conditions = Exclude<AccessRule["who"], string>;
type Value = string | number | boolean;

/** Claims that hold one text in every accepted token (RFC 7519 section 4.1, RFC 8693 section 4.3). */
const singleTexts = new Set(["iss", "sub"]);

/**
 * What is wrong with a condition on a claim that `acceptedClaims` has judged.
 * @param tokens as configured; a rule on one issuer is held against that one alone
 */
export function claimMistakes(
  { claim, equals, contains, issuer }: Conditions,
  tokens: TokenSettings | undefined,
): SettingsMistake[] {
  if (claim === undefined || tokens === undefined) return [];
  const issuers = tokens.issuers.filter((each) => issuer === undefined || each.issuer === issuer);
  if (singleTexts.has(claim) && contains !== undefined) {
    return [{ setting: "who.contains", remedy: `\`${claim}\` is one text and no list: use \`equals\`` }];
  }
  if (equals === undefined || issuers.some((each) => canEqual(claim, equals, each))) return [];
  return [{ setting: "who.equals", remedy: remedyOf(claim) }];
}

function canEqual(claim: string, value: Value, { issuer, audiences, clientIds }: IssuerSettings): boolean {
  switch (claim) {
    case "iss":
      return value === issuer;
    case "sub":
      return typeof value === "string" && value !== "";
    case "aud":
      return audiences.length === 0 || audiences.some((audience) => audience === value);
    case "client_id":
      return clientIds.length === 0 || clientIds.some((clientId) => clientId === value);
    default:
      return true;
  }
}

function remedyOf(claim: string): string {
  if (claim === "iss") return "must be the issuer of the rule, or one of `tokens.issuers`, to the letter";
  if (claim === "sub") return "must be a text: every subject is one";
  const list = claim === "aud" ? "audiences" : "clientIds";
  return `must be one of the issuer's \`${list}\`: other tokens are not accepted`;
}

/** Judges an introspection answer: whether the token is active, of its time, and an access token to be borne. */
import { isSenderConstrained } from "#core/authenticate/token/access-token-claims";
import type { RejectedToken } from "#core/authenticate/token/token-verifier";
import { Fault } from "#core/fault";
import type { IntrospectionSettings } from "#core/settings/tokens/introspection";
import { answeredTimes, rememberedUntil } from "./answered-times.ts";

type Answer = Readonly<Record<string, unknown>>;

/** What the answer is held against. */
export interface IntrospectionRules {
  readonly issuer: string;
  readonly settings: Pick<IntrospectionSettings, "tokenType" | "cacheSeconds">;
  readonly clockSkewSeconds: number;
}

/** What an active token stands for. */
export interface IntrospectedToken {
  /** Without the members that say what kind of token it is: those are judged here. */
  readonly claims: Answer;
  readonly rememberUntil: number;
}

/**
 * Judges an answer of the form of RFC 7662 section 2.2.
 * @param askedAt milliseconds since 1970-01-01T00:00Z
 * @param server whose answer it is, for the message of a fault
 * @throws Fault `introspection_answer_invalid` for an answer that is of no such form
 */
export function introspectedToken(
  answer: Answer,
  { issuer, settings, clockSkewSeconds }: IntrospectionRules,
  askedAt: number,
  server: string,
): IntrospectedToken | RejectedToken {
  const invalid = (member: string) =>
    new Fault(
      "introspection_answer_invalid",
      `${server} answered with a member \`${member}\` that cannot be`,
    );
  if (answer.active === false) return { rejected: "token_inactive" };
  if (answer.active !== true) throw invalid("active");
  for (const name of textMembers) {
    if (answer[name] !== undefined && typeof answer[name] !== "string") throw invalid(name);
  }
  if (answer.iss !== undefined && answer.iss !== issuer) return { rejected: "token_issuer_unknown" };
  // Told before its type, which servers call `DPoP`: the operator learns more.
  if (isSenderConstrained(answer)) return { rejected: "token_sender_constrained" };
  if (!isBearerAccessToken(answer, settings.tokenType)) return { rejected: "token_not_access_token" };
  const times = answeredTimes(answer, clockSkewSeconds, askedAt);
  if (times === "invalid") throw invalid("exp`, `nbf` or `iat");
  if ("rejected" in times) return times;
  const { active: _active, token_type: _type, token_use: _use, ...claims } = answer;
  return { claims, rememberUntil: rememberedUntil(askedAt, settings.cacheSeconds, times.expiresAt) };
}

/** Members that are texts (RFC 7662 section 2.2), as far as something is decided by them here. */
const textMembers = ["iss", "token_type", "token_use", "typ"] as const;

/**
 * True for an access token that is to be borne (RFC 6750); `token_type` has no case (RFC 6749 section 5.1). ORY Hydra
 * says `token_type: "Bearer"` of refresh tokens as well and tells them apart by `token_use`, Keycloak by `typ`.
 */
function isBearerAccessToken(
  { token_type: type, token_use: use, typ }: Answer,
  tokenType: IntrospectionSettings["tokenType"],
): boolean {
  if (type === undefined ? tokenType === "required" : !isBearer(type)) return false;
  if (use !== undefined && use !== "access_token" && use !== "access") return false;
  return typ === undefined || isBearer(typ);
}

function isBearer(value: unknown): boolean {
  return typeof value === "string" && value.toLowerCase() === "bearer";
}

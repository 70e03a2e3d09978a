/** Checks a token by a call that only a valid one can make, where its provider has no introspection. */
import type { RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";
import type { OpaqueIssuerSettings } from "#core/settings/tokens/opaque-issuer";
import type { UserInfoSettings } from "#core/settings/tokens/user-info";
import { jsonObjectOf } from "../http/json-object-of.ts";
import { answeredTimes, rememberedUntil } from "./answered-times.ts";
import { type AskAboutToken, askAboutToken, type TokenAnswer } from "./ask-about-token.ts";
import { userClaims } from "./user-claims.ts";

/** What checking tokens of one issuer needs. */
export interface UserInfoOptions {
  readonly issuer: OpaqueIssuerSettings;
  readonly settings: UserInfoSettings;
  readonly clockSkewSeconds: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

/** GitHub answers nobody who does not say what it is. */
const userAgent = "ogc-api-authorizer";

/**
 * User information of one issuer. Only a token that is not valid is the caller's fault: a limit on how often the
 * provider may be asked, or whatever else it answers, is a dependency that failed.
 * @returns a function that throws Fault `user_info_unavailable` or `user_info_answer_invalid`, neither of which shows
 * token or answer
 */
export function userInfo({ issuer, settings, clockSkewSeconds, now }: UserInfoOptions): AskAboutToken {
  const server = `the user information of ${issuer.issuer} (tokens.opaque[].userInfo)`;

  function ask(token: string, deadline: Deadline): Promise<TokenAnswer> {
    const inForm = settings.tokenIn === "form";
    return askAboutToken(
      {
        url: settings.url,
        headers: { "user-agent": userAgent, ...(!inForm && { authorization: `Bearer ${token}` }) },
        ...(inForm && { form: { access_token: token } }),
        timeoutMilliseconds: settings.timeoutMilliseconds,
        server,
        unavailable: "user_info_unavailable",
      },
      deadline,
    );
  }

  return async (token, deadline): Promise<VerifiedToken | RejectedToken> => {
    const askedAt = now();
    const answer = await ask(token, deadline);
    if (refusesToken(answer)) return { rejected: "token_inactive" };
    if (answer.status !== 200) {
      const isLimit = answer.status === 403 || answer.status === 429;
      const remedy = isLimit ? "it limits how often it is asked (raise cacheSeconds)" : "check userInfo.url";
      throw new Fault(
        "user_info_unavailable",
        `${server} answered with status ${answer.status} and not 200: ${remedy}`,
      );
    }
    const invalid = (what: string) =>
      new Fault("user_info_answer_invalid", `${server} answered with ${what}`);
    const said = jsonObjectOf(answer.body);
    if (said === undefined) throw invalid("something else than a JSON object");
    const claims = userClaims(said, answer.headers, issuer, settings);
    if (claims === undefined) throw invalid("two values of clientHeader or scopeHeader");
    if (claims.iss !== undefined && claims.iss !== issuer.issuer) return { rejected: "token_issuer_unknown" };
    const times = answeredTimes(timesIn(claims, askedAt), clockSkewSeconds, askedAt);
    if (times === "invalid") throw invalid("a time that is no number");
    if ("rejected" in times) return times;
    const rememberUntil = rememberedUntil(askedAt, settings.cacheSeconds, times.expiresAt);
    return { claims, rememberUntil, current: () => true };
  };
}

/** 401, as RFC 6750 section 3.1 has it; Google answers 400 with the same error code. */
function refusesToken({ status, body }: TokenAnswer): boolean {
  return status === 401 || (status === 400 && jsonObjectOf(body)?.error === "invalid_token");
}

/**
 * The times of an answer: of a token, or of what it is about. Google writes numbers as texts, and says by `expires_in`
 * how many seconds are left.
 */
function timesIn({ exp, nbf, iat, expires_in: left }: Readonly<Record<string, unknown>>, askedAt: number) {
  const seconds = numberOf(left);
  const ends = typeof seconds === "number" ? askedAt / 1000 + seconds : seconds;
  const [end, begin, issued] = [exp, nbf, iat].map(numberOf);
  const earliest = typeof end === "number" && typeof ends === "number" ? Math.min(end, ends) : (end ?? ends);
  return { exp: earliest, nbf: begin, iat: issued };
}

function numberOf(value: unknown): unknown {
  return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

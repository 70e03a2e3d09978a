/** One question to a provider about a token: within bounds of time and size, and told as a fault where it fails. */
import type { RejectedToken, VerifiedToken } from "#core/authenticate/token/token-verifier";
import { type Deadline, shareOf } from "#core/deadline";
import { Fault, type FaultCode } from "#core/fault";
import { type HttpAnswer, httpExchange } from "../http/exchange.ts";

/** A way of asking an issuer about one of its tokens. */
export type AskAboutToken = (token: string, deadline: Deadline) => Promise<VerifiedToken | RejectedToken>;

/** Whom to ask, and how long it may take. */
export interface TokenQuestion {
  readonly url: string;
  /** For an address that nobody configured. */
  readonly publicAddressesOnly?: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of a POST; absent: a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  /** Who is asked by which setting, for the message of a fault. */
  readonly server: string;
  /** The code of a fault when no answer can be had. */
  readonly unavailable: FaultCode;
}

/** What came back. */
export type TokenAnswer = Extract<HttpAnswer, { kind: "answered" }>;

/** Largest answer, in bytes: several times what a token's claims can fill. */
const largestAnswer = 65_536;

/**
 * Asks, and follows no redirect.
 * @throws Fault `deadline_exceeded`, or the one of the question; its message shows nothing of question and answer
 */
export async function askAboutToken(question: TokenQuestion, deadline: Deadline): Promise<TokenAnswer> {
  const { url, publicAddressesOnly, headers, form, timeoutMilliseconds, server, unavailable } = question;
  const share = shareOf(deadline, timeoutMilliseconds);
  const answer = await httpExchange({
    url: new URL(url),
    publicAddressesOnly,
    method: form === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...(form !== undefined && { body: new URLSearchParams(form).toString() }),
    timeoutMilliseconds: share,
    maximumBytes: largestAnswer,
  });
  if (answer.kind === "answered") return answer;
  if (answer.kind === "too-late" && share < timeoutMilliseconds) {
    throw new Fault(
      "deadline_exceeded",
      `${server} gave no whole answer before decision.budgetMilliseconds were spent`,
    );
  }
  const limit = answer.kind === "too-late" ? ` within ${timeoutMilliseconds} ms (timeoutMilliseconds)` : "";
  throw new Fault(unavailable, `${server} cannot be asked about a token: ${answer.reason}${limit}`);
}

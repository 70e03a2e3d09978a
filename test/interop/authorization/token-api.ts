/** The sample API behind the whole local gateway, one collection of which opens to a scope. */
import type { DecisionLine } from "#adapters/decision-log";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask, type ExactAnswer } from "#test/http/exact-request";

/** The scope that opens the collection. */
export const scope = "wells:read";

/** An answer, and the authorizer's line about it. */
export interface Presented {
  readonly answer: ExactAnswer;
  readonly decision: DecisionLine;
  /** Status and reason as one text, such as `401 token_expired`. */
  readonly outcome: string;
}

export interface TokenApi extends LocalApi {
  /** Asks for the collection's items with a bearer token. */
  present(token: string): Promise<Presented>;
  /** Everything that the functions have logged. */
  logged(): string;
}

/** Starts the API with these issuers. */
export async function startTokenApi(
  tokens: NonNullable<SettingsInput["tokens"]>,
  options: Omit<LocalApiOptions, "settings" | "onLog"> = {},
): Promise<TokenApi> {
  const lines: string[] = [];
  const api = await startLocalApi({
    ...options,
    settings: {
      version: 1,
      tokens,
      accessRules: [{ who: { scope }, may: ["read"], on: { collections: ["wells"] } }],
    },
    onLog: (_name, line) => lines.push(line),
  });
  return {
    ...api,
    logged: () => JSON.stringify([lines, api.decisions]),
    async present(token) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await ask(api.url, "/collections/wells/items", { headers });
      const decision = await decisionAbout(api, answer);
      return { answer, decision, outcome: `${answer.status} ${decision.reason}` };
    },
  };
}

/** The sample API behind the whole local gateway, protected by tokens of Keycloak's realms. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, type LocalApiOptions, startLocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";

export type TokensInput = NonNullable<SettingsInput["tokens"]>;

/** Open to everybody with an access token, and open to those whose token has the scope `wells.read`. */
export const lakes = "/collections/lakes/items";
export const wells = "/collections/wells/items";

const accessRules: SettingsInput["accessRules"] = [
  { who: "signed-in", may: ["read"], on: { collections: ["lakes"] } },
  { who: { scope: "wells.read" }, may: ["read"], on: { collections: ["wells"] } },
];

/** Time enough for a busy machine. */
export const patience = {
  tokens: { jwksTimeoutMilliseconds: 5000 },
  decision: { budgetMilliseconds: 20_000, functionTimeoutSeconds: 25 },
};

/** Starts the API. Keycloak is on the same machine, so that its clock is ours. */
export function startProtected(
  tokens: TokensInput,
  options: Omit<LocalApiOptions, "settings"> = {},
): Promise<LocalApi> {
  const settings: SettingsInput = {
    version: 1,
    tokens: { clockSkewSeconds: 0, ...patience.tokens, ...tokens },
    decision: patience.decision,
    accessRules,
  };
  return startLocalApi({ ...options, settings });
}

/** What a GET with a bearer token is answered with, and why: the status and the reason code of the decision. */
export async function answered(api: LocalApi, path: string, token: string): Promise<[number, string]> {
  const answer = await ask(api.url, path, { headers: { authorization: `Bearer ${token}` } });
  return [answer.status, (await decisionAbout(api, answer)).reason];
}

/** The first answer with a status, or the last one within 20 s: for what may take as long as a key set lives. */
export async function eventually(
  status: number,
  answer: () => Promise<[number, string]>,
): Promise<[number, string]> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const current = await answer();
    if (current[0] === status || performance.now() > deadline) return current;
    await sleep(200);
  }
}

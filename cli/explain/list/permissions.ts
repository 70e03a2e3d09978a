/** All that a caller may do on an API: reading by the question about many, the rest by one decision each. */
import { judgedRequest, unjudgedRequest } from "#cli/explain/request/judged-request";
import type { NamedRequest } from "#cli/explain/request/request-event";
import { apiLayout } from "#core/api-layout";
import { ruleBeside } from "#core/authorize/rule-beside";
import { visible } from "#core/authorize/visible";
import { deadlineAfter } from "#core/deadline";
import { DecisionTrace } from "#core/decision-trace";
import { inTurn } from "#core/in-turn";
import { decide, type Pipeline } from "#core/pipeline";
import { anonymous, type Principal } from "#core/principal";
import type { Action } from "#core/settings/access-rules";
import type { Settings } from "#core/settings/schema";
import type { ApiIds } from "./live-api.ts";
import {
  collectionRequests,
  listing,
  processRequests,
  type Representative,
  singleParts,
} from "./representative-requests.ts";

/** What may be done with a part of the API. */
export interface Permission {
  readonly name: string;
  readonly actions: readonly Action[];
}

/** What a caller may do. */
export interface Permissions {
  /** Who was recognised; absent where a credential is rejected. */
  readonly principal?: Omit<Principal, "claims">;
  /** Why it is rejected: then every request is answered with 401. */
  readonly rejected?: string;
  readonly parts: readonly Permission[];
  readonly collections: readonly Permission[];
  readonly processes: readonly Permission[];
}

/** How long the questions about many may take, in milliseconds: a policy without a rule for them is asked for each. */
const patience = 120_000;

/**
 * Lists what a caller may do.
 * @param shown the headers with the credential, the address and the time of all requests that are asked about
 * @throws Fault when nobody can say
 */
export async function permissions(
  pipeline: Pipeline,
  settings: Settings,
  shown: NamedRequest,
  { collections, processes }: ApiIds,
): Promise<Permissions> {
  const layout = pipeline.layout ?? apiLayout();
  const judged = (path: string) => judgedRequest({ ...shown, method: "GET", target: path }, settings);
  const deadline = deadlineAfter(patience, () => performance.now());
  const authentication = await pipeline.authenticate(judged("/"), deadline);
  if (authentication.kind === "rejected") {
    return { rejected: authentication.reason, parts: [], collections: [], processes: [] };
  }
  // Recognised once: an issuer is not asked again for every line.
  const recognised: Pipeline = { ...pipeline, authenticate: async () => authentication };
  const principal = authentication.kind === "recognised" ? authentication.principal : anonymous;
  const allowed = (requests: readonly Representative[]) =>
    allowedActions(recognised, settings, shown, requests);
  const seen = async (type: "collection" | "process", candidates: readonly string[]) => {
    const [{ path }] = listing(layout, type).requests;
    const question = { request: judged(path), principal, type, candidates };
    const rule = ruleBeside(settings.policy.decision, "visible");
    return new Set(await visible(recognised, question, deadline, rule));
  };

  const [readable, listed] = [await seen("collection", collections), await seen("process", processes)];
  const once = singleParts(layout, pipeline.publicHealth);
  const parts = [...once, listing(layout, "collection"), listing(layout, "process")];
  const { claims: _claims, ...known } = principal;
  return {
    principal: known,
    parts: await inTurn(parts, async ({ name, requests }) => ({ name, actions: await allowed(requests) })),
    collections: await inTurn(collections, async (id) => {
      const actions = await allowed(collectionRequests(layout, id));
      return { name: id, actions: readable.has(id) ? ["read", ...actions] : actions };
    }),
    processes: await inTurn(processes, async (id) => {
      const requests = processRequests(layout, id);
      // What is not seen may be neither read nor executed.
      const open = requests.filter(({ action }) => listed.has(id) || action === "manage");
      return { name: id, actions: await allowed(open) };
    }),
  };
}

/** The actions whose request the authorizer would allow. */
async function allowedActions(
  pipeline: Pipeline,
  settings: Settings,
  shown: NamedRequest,
  requests: readonly Representative[],
): Promise<readonly Action[]> {
  const actions: Action[] = [];
  for (const { action, method, path, contentType } of requests) {
    const headers = [
      ...shown.headers,
      ...(contentType === undefined ? [] : [["Content-Type", contentType] as const]),
    ];
    const asked = unjudgedRequest({ ...shown, headers, method, target: path }, settings);
    const deadline = deadlineAfter(settings.decision.budgetMilliseconds, () => performance.now());
    const outcome = await decide(pipeline, asked, deadline, new DecisionTrace(() => 0));
    if (outcome.kind === "allowed") actions.push(action);
  }
  return actions;
}

/** Which collections or processes of a listing a principal may see: one question for all of them where that can be. */
import type { AccessRequest } from "#core/access-request";
import { withoutKeyParameter } from "#core/authenticate/api-key/key-parameter";
import type { Deadline } from "#core/deadline";
import { DecisionTrace } from "#core/decision-trace";
import { Fault } from "#core/fault";
import { inTurn } from "#core/in-turn";
import { askPolicy, type Pipeline } from "#core/pipeline";
import type { Principal } from "#core/principal";
import { type ListedQuestion, type ListedType, listedQuestions } from "./listed-resource.ts";

/** A listing, and who asks for it. */
export interface Listing {
  /** The request for the listing, as it was judged; the policy does not see the parameter that carries keys. */
  readonly request: AccessRequest;
  readonly principal: Principal;
  readonly type: ListedType;
  /** The ids that the listing has, each once. */
  readonly candidates: readonly string[];
}

/**
 * The candidates that the principal may see, in the order in which they were given: those that they may read, and
 * processes that they may execute as well. The same answer as deciding about each by itself.
 *
 * A policy that has the rule `visible` beside its decision is asked once for all; others once for each.
 * @param rule the path of that rule; absent where there can be none. A policy that reads another input than ours is
 * not asked for it
 * @throws Fault when an answer is missing, or is no list of candidates: nobody can say then, and nothing is shown
 */
export async function visible(
  pipeline: Pipeline,
  listing: Listing,
  deadline: Deadline,
  rule?: string,
): Promise<readonly string[]> {
  const reachable = listing.candidates.flatMap((id) => {
    const questions = listedQuestions(listing.request, listing.type, id, pipeline.layout);
    return questions.length === 0 ? [] : [{ id, questions }];
  });
  if (reachable.length === 0) return [];
  // As `askPolicy` has it for each of them: nobody is asked.
  if (listing.principal.kind === "anonymous" && pipeline.input.anonymous === "challenge") return [];
  const shown =
    (rule &&
      (await shownByRule(
        pipeline,
        listing,
        reachable.map(({ id }) => id),
        deadline,
        rule,
      ))) ||
    (await shownOneByOne(pipeline, listing.principal, reachable, deadline));
  return listing.candidates.filter((id) => shown.has(id));
}

/** @returns `undefined` where the policy has no such rule */
async function shownByRule(
  { policy, input, keyParameter }: Pipeline,
  { request, principal, type }: Listing,
  ids: readonly string[],
  deadline: Deadline,
  rule: string,
): Promise<ReadonlySet<string> | undefined> {
  const document = input.candidates?.(withoutKeyParameter(request, keyParameter), principal, { type, ids });
  if (document === undefined) return undefined;
  const { result } = await policy.evaluate(document, deadline, rule);
  if (result === undefined) return undefined;
  const candidates = new Set<unknown>(ids);
  if (!Array.isArray(result) || !result.every((id) => candidates.has(id))) {
    throw new Fault(
      "policy_answer_invalid",
      `the policy's rule ${rule} must answer with a list of ids that it was asked about (policy/README.md)`,
    );
  }
  return new Set(result);
}

interface Candidate {
  readonly id: string;
  readonly questions: readonly ListedQuestion[];
}

/** Asks about each, a few at a time; the first fault ends it. */
async function shownOneByOne(
  pipeline: Pipeline,
  principal: Principal,
  candidates: readonly Candidate[],
  deadline: Deadline,
): Promise<ReadonlySet<string>> {
  const allowed = await inTurn(candidates, ({ questions }) =>
    isAllowed(pipeline, principal, questions, deadline),
  );
  return new Set(candidates.flatMap(({ id }, index) => (allowed[index] ? [id] : [])));
}

async function isAllowed(
  pipeline: Pipeline,
  principal: Principal,
  questions: readonly ListedQuestion[],
  deadline: Deadline,
): Promise<boolean> {
  for (const { request, resource } of questions) {
    const trace = new DecisionTrace(() => 0);
    const { allow } = await askPolicy(pipeline, request, resource, principal, deadline, trace);
    if (allow) return true;
  }
  return false;
}

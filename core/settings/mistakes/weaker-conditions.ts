/** Which conditions of access rules hold for everyone for whom others hold. */
import type { AccessRule } from "../access-rules.ts";

type Who = AccessRule["who"];
type Conditions = Exclude<Who, string>;

/** A text that is the same for the same conditions, however they are written down. */
export function conditionsKey(who: Who): string {
  if (typeof who === "string") return who;
  const { apiKey, issuer, scope, claim, equals, contains } = who;
  return JSON.stringify([apiKey, issuer, scope, claim, equals, contains].map((part) => part ?? null));
}

/**
 * The keys of all conditions that hold for everyone for whom `who` holds, its own included: what asks for less, any API
 * key for a named one, who is signed in, and anyone. A named few, so that other rules can be looked up by them.
 */
export function weakerConditions(who: Who): string[] {
  if (who === "anyone") return ["anyone"];
  if (who === "signed-in") return ["anyone", "signed-in"];
  const { apiKey, issuer, scope, claim, equals, contains } = who;
  const parts: Conditions[][] = [
    apiKey === undefined ? [] : [{ apiKey }, ...(apiKey === "*" ? [] : [{ apiKey: "*" }])],
    issuer === undefined ? [] : [{ issuer }],
    scope === undefined ? [] : [{ scope }],
    claim === undefined ? [] : [{ claim, equals, contains }],
  ];
  const choices = parts.reduce<Conditions[]>(
    (chosen, part) => chosen.flatMap((before) => [before, ...part.map((one) => ({ ...before, ...one }))]),
    [{}],
  );
  const someConditions = choices.filter((choice) => Object.keys(choice).length > 0);
  return ["anyone", "signed-in", ...someConditions.map(conditionsKey)];
}

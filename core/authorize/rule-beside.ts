/** Rules that stand beside the decision in a policy's package, and that a policy may or may not have. */

/**
 * The path of a rule in the package of the decision: `ogcapi/authz/visible` for `ogcapi/authz/decision`.
 * @param decision the setting `policy.decision`
 * @returns `undefined` where the path has one part, so that nobody can say which package it is in
 */
export function ruleBeside(decision: string, name: "visible" | "explanation"): string | undefined {
  const end = decision.lastIndexOf("/");
  return end < 0 ? undefined : `${decision.slice(0, end)}/${name}`;
}

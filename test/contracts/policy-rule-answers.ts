/** What the policy that ships answers when other rules of it than the decision are asked. */
import { admin, apiKey, nobody, token } from "./policy-callers.ts";

/** What is asked of another rule of the policy than its decision, and its answer. */
export interface RuleExample {
  readonly says: string;
  readonly rule: string;
  readonly input: unknown;
  readonly answer: unknown;
}

const visible = (says: string, principal: object, candidates: unknown, answer: unknown): RuleExample => ({
  says,
  rule: "ogcapi/authz/visible",
  input: { request: { method: "GET", path: "/collections" }, principal, candidates },
  answer,
});

const explanation = (says: string, resource: object, principal: object, answer: unknown): RuleExample => ({
  says,
  rule: "ogcapi/authz/explanation",
  input: { request: { method: "GET", path: "/" }, resource, principal },
  answer,
});

export const ruleExamples: readonly RuleExample[] = [
  visible(
    "of many collections it tells those that may be read, in their order",
    apiKey("other"),
    { type: "collection", ids: ["wells", "secret", "lakes", "*", "", 7, "__proto__"] },
    ["wells", "lakes", "__proto__"],
  ),
  visible(
    "the anonymous see what is open",
    nobody,
    { type: "collection", ids: ["wells", "secret", "lakes"] },
    ["lakes"],
  ),
  visible(
    "of many processes it tells those that may be read or executed",
    apiKey("other"),
    { type: "process", ids: ["billing", "buffer"] },
    ["buffer"],
  ),
  visible("candidates of another kind are not visible", nobody, { type: "job", ids: ["lakes"] }, []),
  visible("no candidates are none", nobody, undefined, []),
  explanation(
    "it names every rule that grants",
    { type: "items", collection: "lakes", action: "read" },
    apiKey("other"),
    {
      granted_by: [0, 1],
      missing: [{ rule: 8, conditions: ["contains", "issuer"] }],
    },
  ),
  explanation(
    "it names what is missing",
    { type: "items", collection: "lakes", action: "update" },
    token({}, ["openid"]),
    {
      granted_by: [],
      missing: [
        { rule: 4, conditions: ["scope"] },
        { rule: 5, conditions: ["scope"] },
      ],
    },
  ),
  explanation("what nobody knows is reached by no rule", { type: "unknown", action: "manage" }, admin, {
    granted_by: [],
    missing: [],
  }),
];

/** Reads the statements of a policy document, and says what in it is not understood. */
import { isObject } from "../template/json-value.ts";
import { isArnPattern } from "./arn-pattern.ts";

/** A list that must, or with `negated` must not, hold what is asked for. */
export interface Selection {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One statement. */
export interface PolicyStatement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Selection;
  readonly resources: Selection;
}

/** Why a document is not judged; nothing in it then counts. */
export interface NotUnderstood {
  readonly kind: "not-understood";
  readonly what: string;
}

/** Longest Resource in an authorizer's policy (developer guide, "Output from an API Gateway Lambda authorizer"). */
const longestResource = 512;

const notUnderstood = (what: string): NotUnderstood => ({ kind: "not-understood", what });

/**
 * The statements of a document (IAM user guide, "Grammar of the IAM JSON policy language"). Every member must be
 * known: a `Condition`, a `Principal` or a policy variable that were overlooked would allow too much.
 */
export function policyStatements(document: unknown): readonly PolicyStatement[] | NotUnderstood {
  if (!isObject(document)) return notUnderstood("a policy document that is no object");
  const { Version, Id: _id, Statement, ...others } = document;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return notUnderstood(`the member ${unknown} of the policy document`);
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17") {
    return notUnderstood(`the Version ${JSON.stringify(Version)}`);
  }
  if (Statement === undefined) return notUnderstood("a policy document without Statement");
  const statements: PolicyStatement[] = [];
  for (const statement of Array.isArray(Statement) ? Statement : [Statement]) {
    const read = policyStatement(statement);
    if ("kind" in read) return read;
    statements.push(read);
  }
  return statements;
}

function policyStatement(statement: unknown): PolicyStatement | NotUnderstood {
  if (!isObject(statement)) return notUnderstood("a Statement that is no object");
  const { Sid: _sid, Effect, Action, NotAction, Resource, NotResource, ...others } = statement;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return notUnderstood(`the member ${unknown} of a Statement`);
  if (Effect !== "Allow" && Effect !== "Deny") return notUnderstood(`the Effect ${JSON.stringify(Effect)}`);
  const actions = selection("Action", Action, NotAction, actionProblem);
  if ("kind" in actions) return actions;
  const resources = selection("Resource", Resource, NotResource, resourceProblem);
  if ("kind" in resources) return resources;
  return { effect: Effect, actions, resources };
}

function selection(
  name: string,
  positive: unknown,
  negative: unknown,
  problem: (pattern: string) => string | undefined,
): Selection | NotUnderstood {
  const negated = positive === undefined;
  if (negated === (negative === undefined)) {
    return notUnderstood(`a Statement that has not exactly one of ${name} and Not${name}`);
  }
  const given = negated ? negative : positive;
  const patterns: unknown[] = Array.isArray(given) ? given : [given];
  if (patterns.length === 0) return notUnderstood(`an empty ${name}`);
  const texts: string[] = [];
  for (const pattern of patterns) {
    const found = typeof pattern === "string" ? problem(pattern) : "is no text";
    if (found !== undefined) return notUnderstood(`a ${name} that ${found}`);
    texts.push(String(pattern));
  }
  return { negated, patterns: texts };
}

function actionProblem(action: string): string | undefined {
  return action === "*" || /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action) ? undefined : "is not valid";
}

function resourceProblem(resource: string): string | undefined {
  if (resource.includes("${")) return "holds a policy variable";
  if (resource.length > longestResource) return `is longer than ${longestResource} characters`;
  return isArnPattern(resource) ? undefined : "is no ARN";
}

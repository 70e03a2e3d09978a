/** The part of the Velocity language that mapping templates may use here, and that everything else is refused. */
import { notReproduced } from "../template/template-error.ts";

type Node = Readonly<Record<string, unknown>>;

/** What a text between quotes may hold: neither references nor escapes, which Velocity would evaluate. */
const plainText = /^[^$#\\"'\p{Cc}]*$/u;

const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;
const requestHeader = /^input\.params\(\)\.header\.get\("[^"]+"\)$/;
const overriddenHeader = /^context\.responseOverride\.header\.[A-Za-z][A-Za-z0-9-]*$/;

/** Names that Velocity at API Gateway gives a meaning. */
const reserved = new Set(["context", "input", "stageVariables", "util"]);

/**
 * Passes a program of these alone, at any depth: `#set` of a variable, `#set` of
 * `$context.responseOverride.header.<name>`, and `#if` … `#end` with comparisons by `==` and `||` between them. Values
 * are texts, variables, and `$input.params().header.get("<name>")`. Beside directives there is only white space, so
 * that nothing depends on how much of it an engine keeps. `&&` is not among them: the parser used here gives it no
 * precedence over `||`.
 * @param program the syntax tree as `velocityjs` parses it
 * @param where names the template in an error
 * @throws TemplateError for whatever else the program holds
 */
export function refuseOtherVelocity(program: readonly unknown[], where: string): void {
  const variables = new Set<string>();
  const refuse = (what: string) => notReproduced(`${where}: ${what} in a mapping template`);

  function statement(node: unknown): void {
    if (typeof node === "string") {
      if (node.trim() !== "") throw refuse(`text beside directives (${JSON.stringify(node.trim())})`);
    } else if (Array.isArray(node)) {
      block(node);
    } else if (isNode(node) && node.type === "set" && Array.isArray(node.equal)) {
      const [target, assigned] = node.equal;
      value(assigned);
      assignment(referenceText(target));
    } else {
      throw refuse(`#${kindOf(node)}`);
    }
  }

  function block([head, ...body]: readonly unknown[]): void {
    if (!isNode(head) || head.type !== "if") throw refuse(`#${kindOf(head)}`);
    condition(head.condition);
    for (const inner of body) statement(inner);
  }

  function assignment(target: string | undefined): void {
    if (target !== undefined && variableName.test(target) && !reserved.has(target)) variables.add(target);
    else if (target === undefined || !overriddenHeader.test(target)) {
      throw refuse(`#set of anything but a variable or an overridden header (${target ?? "an expression"})`);
    }
  }

  function condition(node: unknown): void {
    const parts =
      isNode(node) && node.type === "math" && Array.isArray(node.expression) ? node.expression : [];
    const operator = isNode(node) ? node.operator : undefined;
    if (parts.length === 2 && operator === "==") parts.forEach(value);
    else if (parts.length === 2 && operator === "||") parts.forEach(condition);
    else throw refuse("a condition other than comparisons by ==, with || between them");
  }

  function value(node: unknown): void {
    if (isPlainText(node)) return;
    const reference = referenceText(node);
    if (reference !== undefined && (variables.has(reference) || requestHeader.test(reference))) return;
    throw refuse(`the value ${reference === undefined ? "of an expression" : `$${reference}`}`);
  }

  for (const node of program) statement(node);
}

/** A reference as it is written, without `$`; `undefined` for anything else, such as `$!x`, `${x}` and `$x[0]`. */
function referenceText(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== "references" || node.leader !== "$") return undefined;
  if (node.isWraped !== undefined || node.args !== undefined) return undefined;
  const steps = Array.isArray(node.path) ? node.path.map(stepText) : [];
  return steps.includes(undefined) ? undefined : `${String(node.id)}${steps.join("")}`;
}

function stepText(step: unknown): string | undefined {
  if (!isNode(step)) return undefined;
  if (step.type === "property") return `.${String(step.id)}`;
  if (step.type !== "method") return undefined;
  if (step.args === false) return `.${String(step.id)}()`;
  const [only, ...others] = Array.isArray(step.args) ? step.args : [];
  return others.length === 0 && isPlainText(only) ? `.${String(step.id)}("${only.value}")` : undefined;
}

function isPlainText(node: unknown): node is { readonly value: string } {
  return (
    isNode(node) && node.type === "string" && typeof node.value === "string" && plainText.test(node.value)
  );
}

function isNode(node: unknown): node is Node {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function kindOf(node: unknown): string {
  return isNode(node) && typeof node.type === "string" ? node.type : "unknown";
}

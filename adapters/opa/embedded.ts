/** The embedded policy engine: the policy compiled to WebAssembly, evaluated in the function itself. */
import type { PolicyAnswer, PolicyEngine } from "#core/authorize/policy-engine";
import { Fault } from "#core/fault";
import { jsonText } from "./json-text.ts";
import { WasmPolicy } from "./wasm-policy.ts";

/** What the embedded engine is made of. */
export interface EmbeddedPolicyOptions {
  /** The bytes of `policy.wasm`, as `opa build -t wasm` makes it. */
  readonly wasm: Uint8Array;
  /** The data document, as described in policy/README.md. */
  readonly data: unknown;
  /** The entry point that decides, such as `ogcapi/authz/decision`. */
  readonly decision: string;
  /** What tells this policy and data from others; handed on with every answer. */
  readonly revision: string;
}

/**
 * Loads a compiled policy, synchronously, and evaluates it in this process.
 *
 * An evaluation is not interrupted by the deadline: Rego ends always, and the engine's memory bounds how much it does.
 * After a failed evaluation the instance is thrown away, because nobody can say what it left behind in its memory; if
 * principals of earlier questions were kept in it, the question is asked once more, of a new one.
 * @throws Fault `configuration_invalid`, at once, when the policy does not load or has no such entry point
 */
export function embeddedPolicyEngine(options: EmbeddedPolicyOptions): PolicyEngine {
  const { wasm, decision, revision } = options;
  const data = jsonText(options.data) ?? "{}";
  const loaded = (): WasmPolicy => {
    const made = new WasmPolicy(wasm);
    made.setData(data);
    return made;
  };
  let policy: WasmPolicy | undefined = loaded();
  const { entrypoints } = policy;
  checkDecision(entrypoints, decision);

  function evaluated(input: unknown, entrypoint: number): Evaluated {
    policy ??= loaded();
    const keptBefore = policy.keepsValues;
    try {
      return { results: policy.evaluate(input, entrypoint) };
    } catch (error) {
      if (error instanceof Fault) throw error;
      policy = undefined;
      return { failed: error, keptBefore };
    }
  }

  return {
    revision,
    async evaluate(input, deadline, rule = decision): Promise<PolicyAnswer> {
      if (deadline.remaining() <= 0) {
        throw new Fault(
          "deadline_exceeded",
          "no time was left to ask the policy: decision.budgetMilliseconds is spent",
        );
      }
      const entrypoint = Object.hasOwn(entrypoints, rule) ? entrypoints[rule] : undefined;
      if (entrypoint === undefined) return { result: undefined, revision };
      let answer = evaluated(input, entrypoint);
      // What other callers have left in memory must not be why this one gets no answer.
      if ("failed" in answer && answer.keptBefore && deadline.remaining() > 0)
        answer = evaluated(input, entrypoint);
      if ("failed" in answer) throw evaluationFault(answer.failed, rule);
      return { result: onlyResult(answer.results), revision };
    },
  };
}

/** What an evaluation gave, or why it failed and whether values that were kept before had taken of its memory. */
type Evaluated = { readonly results: unknown } | { readonly failed: unknown; readonly keptBefore: boolean };

/**
 * The one value of a result set.
 * @returns the value, or `undefined` for the empty set: the policy leaves its decision undefined
 * @throws Fault `policy_answer_invalid` for anything else, as nobody could say which of several results decides
 */
export function onlyResult(results: unknown): unknown {
  if (Array.isArray(results) && results.length === 0) return undefined;
  const only: unknown = Array.isArray(results) && results.length === 1 ? results[0] : undefined;
  if (typeof only === "object" && only !== null && "result" in only) return only.result;
  throw new Fault("policy_answer_invalid", "the compiled policy gave something other than one result");
}

function checkDecision(entrypoints: WasmPolicy["entrypoints"], decision: string): void {
  if (Object.hasOwn(entrypoints, decision)) return;
  throw new Fault(
    "configuration_invalid",
    `policy.decision is ${decision}, which is no entry point of the compiled policy; it has ` +
      `${Object.keys(entrypoints).sort().join(", ")}`,
  );
}

/** Where in the Rego an evaluation failed; written by the engine, and without any value of input or data. */
const placeInRego = /^[\w./-]+\.rego:\d+:\d+: [a-z ]+$/;

/** Other texts of the engine and of its built-in functions may quote the input: they are not repeated. */
function evaluationFault(error: unknown, rule: string): Fault {
  const kind = error instanceof Error ? error.name : "aborted";
  const where = typeof error === "string" && placeInRego.test(error) ? error : kind;
  return new Fault("policy_error", `evaluating ${rule} failed: ${where}`);
}

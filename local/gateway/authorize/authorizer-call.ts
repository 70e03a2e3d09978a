/** Asks a method's authorizer about a request, or the cache, and evaluates what it says. */
import {
  authorizerConfigurationError,
  authorizerFailure,
  type GatewayError,
  unauthorized,
} from "../answer/gateway-error.ts";
import type { ApiAuthorizer } from "../api/authorizer.ts";
import type { FunctionInvoker } from "../integrate/function-invoker.ts";
import { authorizerSource, mayInvoke } from "../integrate/permission-check.ts";
import { withinTime } from "../integrate/time-limit.ts";
import type { RoutedRequest } from "../route/routed-request.ts";
import { authorizerEvent } from "./authorizer-event.ts";
import { type AuthorizerResult, authorizerResult } from "./authorizer-result.ts";
import { evaluatePolicy } from "./iam-evaluation.ts";
import { identityOf } from "./identity-sources.ts";
import type { ResultCache } from "./result-cache.ts";

/** What came of asking. */
export type Authorization =
  | { readonly kind: "allowed"; readonly authorizer: AuthorizerContext }
  | { readonly kind: "refused"; readonly error: GatewayError };

/** `requestContext.authorizer` of the integration's event. */
export interface AuthorizerContext {
  readonly principalId: string;
  readonly context: ReadonlyMap<string, string>;
  /** Milliseconds that the authorizer took; 0 when its result was cached. */
  readonly latencyMilliseconds: number;
}

/** What is needed to ask. */
export interface AuthorizerDependencies {
  readonly invoke: FunctionInvoker;
  readonly cache: ResultCache;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
}

/** Milliseconds for which API Gateway waits for an authorizer: as for an integration; the guide gives no number. */
const authorizerTimeout = 29_000;

const allowedAction = "execute-api:Invoke";
const refusal = "User is not authorized to access this resource";

/**
 * Decides about a request as API Gateway does: identity sources first, then a cached result or the function, then
 * the policy against the method's ARN, each time anew (Amazon API Gateway developer guide, "Use API Gateway Lambda
 * authorizers", "Configure an API Gateway Lambda authorizer").
 */
export async function authorize(
  authorizer: ApiAuthorizer,
  request: RoutedRequest,
  dependencies: AuthorizerDependencies,
): Promise<Authorization> {
  const identity = identityOf(authorizer.identitySources, {
    client: request.client,
    stageVariable: request.values.stageVariable,
    context: request.values.context,
  });
  if ("missing" in identity) {
    return { kind: "refused", error: unauthorized(`no identity source ${identity.missing}`) };
  }
  const start = dependencies.clock();
  const key = JSON.stringify([authorizer.id, request.api.stage.name, identity.key]);
  const cached = authorizer.resultTtlSeconds > 0 ? dependencies.cache.get(key) : undefined;
  const result = cached ?? (await ask(authorizer, request, dependencies.invoke));
  if ("type" in result) return { kind: "refused", error: result };
  if (cached === undefined && authorizer.resultTtlSeconds > 0) {
    dependencies.cache.set(key, result, authorizer.resultTtlSeconds);
  }
  const latencyMilliseconds = cached === undefined ? Math.round(dependencies.clock() - start) : 0;
  return evaluate(result, request.methodArn, latencyMilliseconds);
}

async function ask(
  authorizer: ApiAuthorizer,
  request: RoutedRequest,
  invoke: FunctionInvoker,
): Promise<AuthorizerResult | GatewayError> {
  const { functionArn } = authorizer;
  if (!mayInvoke(request.api, functionArn, authorizerSource(request.api, authorizer.id))) {
    return authorizerConfigurationError(`no AWS::Lambda::Permission to invoke ${functionArn}`);
  }
  const answer = await withinTime(authorizerTimeout, () => invoke(functionArn, authorizerEvent(request)));
  switch (answer.kind) {
    case "answer": {
      const result = authorizerResult(answer.payload);
      return "wrong" in result
        ? authorizerConfigurationError(`authorizer's result: ${result.wrong}`)
        : result;
    }
    case "error":
      // Recorded on real API Gateway: only this very text is a refusal, every other error a configuration error.
      return answer.errorMessage === "Unauthorized"
        ? unauthorized("the authorizer answered Unauthorized")
        : authorizerConfigurationError(`authorizer failed: ${answer.errorType}`);
    case "timed-out":
      return authorizerConfigurationError("authorizer timed out"); // To API Gateway an error of the function.
    case "not-invoked":
      return authorizerConfigurationError(`authorizer not invoked: ${answer.why}`);
    case "too-late":
      return authorizerFailure(`authorizer did not answer within ${authorizerTimeout} ms`);
  }
}

function evaluate(result: AuthorizerResult, methodArn: string, latencyMilliseconds: number): Authorization {
  const evaluation = evaluatePolicy(result.policyDocument, allowedAction, methodArn);
  const { principalId, context } = result;
  const refused = (message: string): Authorization => {
    const authorizerContext = new Map([...context, ["principalId", principalId]]);
    return { kind: "refused", error: { type: "ACCESS_DENIED", message, authorizerContext } };
  };
  switch (evaluation.kind) {
    case "allow":
      return { kind: "allowed", authorizer: { principalId, context, latencyMilliseconds } };
    case "explicit-deny":
      return refused(`${refusal} with an explicit deny`);
    case "no-match":
      return refused(refusal);
    case "not-understood":
      return { kind: "refused", error: authorizerConfigurationError(`not understood: ${evaluation.what}`) };
  }
}

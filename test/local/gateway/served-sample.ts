/** A served template with functions in this process: they note what they receive and answer as they are told. */
import type { TestContext } from "node:test";
import type { AccessLogEntry } from "#local/gateway/access-log-entry";
import type { AuthorizerEvent } from "#local/gateway/authorize/authorizer-event";
import type { FunctionInvoker } from "#local/gateway/integrate/function-invoker";
import type { ProxyEvent } from "#local/gateway/integrate/proxy-event";
import { serveTemplate } from "#local/gateway/serve-template";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { ask, type ExactAnswer, type ExactRequest } from "#test/http/exact-request";
import { pseudoParameters, sampleTemplate } from "./sample-template.ts";

/** What a test sends: path, letters of header names and repeated headers exactly as given. */
interface SentRequest extends ExactRequest {
  readonly path: string;
}

type Result = Awaited<ReturnType<FunctionInvoker>>;

/** How the two functions answer. */
export interface Functions {
  readonly authorizer?: (event: AuthorizerEvent) => Result | Promise<Result>;
  readonly backend?: (event: ProxyEvent) => Result | Promise<Result>;
}

/** A running gateway and what has reached the functions behind it. */
export interface ServedSample {
  readonly port: number;
  readonly url: string;
  readonly authorizerEvents: readonly AuthorizerEvent[];
  readonly proxyEvents: readonly ProxyEvent[];
  readonly log: readonly AccessLogEntry[];
  send(sent: SentRequest): Promise<ExactAnswer>;
}

export const answer = (value: unknown): Result => ({ kind: "answer", payload: JSON.stringify(value) });

export const failure = (errorMessage: string): Result => ({
  kind: "error",
  errorType: "Error",
  errorMessage,
});

/** A result with one statement about the method that was asked for. */
export function policyAnswer(effect: "Allow" | "Deny", event: AuthorizerEvent, context: object = {}): Result {
  const Statement = [{ Effect: effect, Action: "execute-api:Invoke", Resource: event.methodArn }];
  return answer({ principalId: "user", policyDocument: { Version: "2012-10-17", Statement }, context });
}

/** Serves until the test ends. Unless told otherwise, the authorizer allows and the backend answers 200. */
export async function serveSample(
  context: TestContext,
  functions: Functions = {},
  template: CloudFormationTemplate = sampleTemplate,
): Promise<ServedSample> {
  const { authorizer = (event) => policyAnswer("Allow", event), backend = () => answer({ body: "{}" }) } =
    functions;
  const authorizerEvents: AuthorizerEvent[] = [];
  const proxyEvents: ProxyEvent[] = [];
  const log: AccessLogEntry[] = [];
  const invoke: FunctionInvoker = async (functionArn, event) => {
    if (functionArn.endsWith(":sample-Authorizer")) {
      authorizerEvents.push(event as AuthorizerEvent);
      return authorizer(event as AuthorizerEvent);
    }
    proxyEvents.push(event as ProxyEvent);
    return backend(event as ProxyEvent);
  };
  const onAccess = (entry: AccessLogEntry) => log.push(entry);
  const served = await serveTemplate({ template, port: 0, invoke, pseudoParameters, onAccess });
  context.after(() => served.close());
  const send = ({ path, ...request }: SentRequest) => ask(`http://127.0.0.1:${served.port}`, path, request);
  return { port: served.port, url: served.url, authorizerEvents, proxyEvents, log, send };
}

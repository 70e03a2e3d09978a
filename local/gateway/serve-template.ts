/**
 * Serves the REST API of a synthesized CloudFormation template on 127.0.0.1, as Amazon API Gateway documents it.
 *
 * A development tool: what it shows is what the template says, and nothing is known to it from elsewhere. Not
 * reproduced, and refused at the start when the template asks for it: resource policies, IAM and Cognito
 * authorization, TOKEN authorizers, required API keys, usage plans, WAF, request validators and models, integrations
 * other than Lambda proxy and MOCK, roles for invocation, Velocity templates beyond the substitution of variables and
 * what ./answer/closed-velocity.ts lists, caches of answers, canaries, compression, private endpoints, wildcard and
 * private domains, more than one API or stage, wildcards other than `*` + `/*` in binary media types.
 *
 * Not reproduced, and without effect: TLS and HTTP/2, throttling of the stage, its access log and the account's role
 * for logs, the VPC that a function is in, alarms and dashboards, CloudFront's headers, a request id or trace that the
 * client brings, `X-HTTP-Method-Override` (API Gateway overrides the method by it; here it passes on as a header),
 * and the delay between a deployment and its effect.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AccessLogEntry } from "./access-log-entry.ts";
import { answerRequest, type GatewayDependencies } from "./answer-request.ts";
import { readRestApi } from "./api/rest-api.ts";
import { resultCache } from "./authorize/result-cache.ts";
import type { FunctionInvoker } from "./integrate/function-invoker.ts";
import type { CloudFormationTemplate, PseudoParameters } from "./template/cloudformation-template.ts";

/** What is served, and with what. */
export interface GatewayOptions {
  /** The parsed JSON of the synthesized template. */
  readonly template: CloudFormationTemplate;
  /** 0: any free port. */
  readonly port: number;
  /** Invokes a function by its resolved ARN, alias or version included. */
  readonly invoke: FunctionInvoker;
  readonly pseudoParameters: PseudoParameters;
  /** Called for every answered request, before the client has the whole answer; must not throw. */
  readonly onAccess?: (entry: AccessLogEntry) => void;
}

/** A running gateway. */
export interface ServedGateway {
  /** `http://127.0.0.1:<port>/<stage>`: a request without the `Host` of a custom domain is one to the default address. */
  readonly url: string;
  readonly port: number;
  /** Ends at once, connections that are kept alive included. */
  close(): Promise<void>;
}

/** Bytes of a request's head that Node reads; more than the gateway's own limit, so that it can answer itself. */
const readHeadSize = 65_536;

/**
 * Starts serving.
 * @throws TemplateError when the template is not served as AWS would; an error of the system when the port is taken
 */
export async function serveTemplate(options: GatewayOptions): Promise<ServedGateway> {
  const api = readRestApi({ template: options.template, pseudo: options.pseudoParameters });
  const dependencies: GatewayDependencies = {
    api,
    invoke: options.invoke,
    cache: resultCache(Date.now),
    clock: () => performance.now(),
    now: Date.now,
    onAccess: options.onAccess ?? (() => {}),
  };
  const listener = (message: IncomingMessage, response: ServerResponse) => {
    void answerRequest(message, response, dependencies);
  };
  const server = createServer({ maxHeaderSize: readHeadSize }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}/${api.stage.name}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

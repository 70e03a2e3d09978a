/** What somebody writes by hand around a library that verifies tokens: the same policy asked, and a policy answered. */
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { shippedPolicy } from "../subject/access-rules.ts";
import type { Handler } from "../subject/deployed-function.ts";

/** A caller as the policy sees one. */
export interface Caller {
  readonly kind: "token" | "api-key";
  readonly id: string;
  readonly issuer: string;
  readonly scheme: "bearer" | "apiKey";
  readonly scopes: readonly string[];
  readonly claims: object;
}

/** The members of an event that are read. */
interface ReadEvent {
  readonly methodArn: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly requestTimeEpoch: number;
    readonly identity: { readonly sourceIp: string };
  };
}

/** The shipped policy in the engine's own package: whether the input document is allowed. */
export async function askedPolicy(): Promise<(input: object) => boolean> {
  const { wasm, data, decision } = shippedPolicy();
  const policy = await loadPolicy(wasm);
  policy.setData(data);
  return (input) => policy.evaluate(input, decision)[0]?.result?.allow === true;
}

/** The question about a GET of items, in the format of policy/README.md. */
export function question(event: object, principal: Caller): object {
  const { httpMethod, path, requestContext } = event as ReadEvent;
  const segments = path.split("/").slice(1).map(decodeURIComponent);
  return {
    request: {
      method: httpMethod,
      path,
      segments,
      query: {},
      headers: {},
      sourceIp: requestContext.identity.sourceIp,
      time: requestContext.requestTimeEpoch,
    },
    resource: { type: "items", collection: segments[1], action: "read" },
    principal,
  };
}

/** Whom verified claims stand for. */
export function callerOf(claims: Readonly<Record<string, unknown>>): Caller {
  const { sub, iss, scope } = claims;
  const scopes = String(scope).split(" ");
  return { kind: "token", id: String(sub), issuer: String(iss), scheme: "bearer", scopes, claims };
}

/**
 * An authorizer without what ours does beside: it judges no path, knows one kind of credential and writes no log.
 * @param verify claims of a token, or an error
 */
export async function handWrittenAuthorizer(
  verify: (token: string) => object | Promise<object>,
): Promise<Handler> {
  const allows = await askedPolicy();
  return async (event) => {
    const { headers, methodArn } = event as ReadEvent;
    const token = headers.Authorization?.slice("Bearer ".length) ?? "";
    const caller = callerOf((await verify(token)) as Record<string, unknown>);
    const effect = allows(question(event as object, caller)) ? "Allow" : "Deny";
    return {
      principalId: caller.id,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: effect, Action: "execute-api:Invoke", Resource: methodArn }],
      },
      context: { principalId: caller.id, issuer: caller.issuer, scopes: caller.scopes.join(" ") },
    };
  };
}

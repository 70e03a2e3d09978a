/** What API Gateway knows about a request: `requestContext` of events, and the `$context` variables. */
import type { RestApi } from "../api/rest-api.ts";
import type { ClientRequest } from "../receive/client-request.ts";
import { valuesOf } from "../receive/header-list.ts";
import type { Route } from "./routing.ts";

/** `requestContext` of a Lambda proxy event, without `authorizer`. */
export interface RequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly deploymentId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly extendedRequestId: string;
  readonly httpMethod: string;
  readonly identity: Readonly<Record<string, string | null>>;
  /** With the stage, or with the base path of a custom domain. */
  readonly path: string;
  readonly protocol: string;
  readonly requestId: string;
  /** In the Common Log Format. */
  readonly requestTime: string;
  readonly requestTimeEpoch: number;
  readonly resourceId: string | null;
  readonly resourcePath: string | null;
  readonly stage: string;
}

/**
 * The context of a request, with the members of a real one (Amazon API Gateway developer guide, "Input format of a
 * Lambda function for proxy integration").
 * @param route absent when the request belongs to no resource
 */
export function requestContext(
  api: RestApi,
  client: ClientRequest,
  route: Pick<Route, "entry"> & Partial<Pick<Route, "resource">>,
): RequestContext {
  const { domainName } = route.entry;
  return {
    accountId: api.pseudo.AccountId,
    apiId: api.apiId,
    deploymentId: api.stage.deploymentId,
    domainName,
    // AWS: "Variables for data transformations for API Gateway": the first label of the domain name.
    domainPrefix: domainName.split(".", 1).join(),
    extendedRequestId: client.ids.extendedRequestId,
    httpMethod: client.method,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: null,
      userAgent: valuesOf(client.headers, "User-Agent").at(-1) ?? null,
      userArn: null,
    },
    path: route.entry.publicPath,
    protocol: client.protocol,
    requestId: client.ids.requestId,
    requestTime: commonLogTime(client.receivedAt),
    requestTimeEpoch: client.receivedAt,
    resourceId: route.resource?.id ?? null,
    resourcePath: route.resource?.path ?? null,
    stage: api.stage.name,
  };
}

/** A context variable by its dotted name; `undefined` where it has no value. */
export function contextVariable(context: RequestContext, name: string): string | undefined {
  const values: Readonly<Record<string, unknown>> = name.startsWith("identity.")
    ? context.identity
    : { ...context };
  const key = name.replace(/^identity\./, "");
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `dd/MMM/yyyy:HH:mm:ss +0000` (`$context.requestTime`). */
function commonLogTime(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, "0");
  const month = months[date.getUTCMonth()] ?? "";
  return `${day}/${month}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}

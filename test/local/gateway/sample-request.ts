/** Requests to the sample template, as the gateway sees them after routing. */
import assert from "node:assert/strict";
import { type RestApi, readRestApi } from "#local/gateway/api/rest-api";
import { type ClientRequest, clientRequest } from "#local/gateway/receive/client-request";
import { type RoutedRequest, routedRequest } from "#local/gateway/route/routed-request";
import { routeRequest } from "#local/gateway/route/routing";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { pseudoParameters, sampleTemplate } from "./sample-template.ts";

export const sampleIds = {
  requestId: "11111111-2222-3333-4444-555555555555",
  extendedRequestId: "AbCdEfGhIjKlMno=",
  traceId: "Root=1-5e5f8a9b-0123456789abcdef01234567",
};

/** What a client sends. */
export interface Sent {
  readonly method?: string;
  readonly target?: string;
  /** Alternating names and values, as Node gives them. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

export function sampleApi(template: CloudFormationTemplate = sampleTemplate): RestApi {
  return readRestApi({ template, pseudo: pseudoParameters });
}

/** A request from 192.0.2.7 at 2020-03-04T19:15:17.135Z. */
export function sampleClient({
  method = "GET",
  target = "/dev/x",
  headers = [],
  body = "",
}: Sent): ClientRequest {
  const head = {
    method,
    target,
    httpVersion: "1.1",
    rawHeaders: headers,
    remoteAddress: "::ffff:192.0.2.7",
    localPort: 8080,
    receivedAt: 1583349317135,
  };
  return clientRequest(head, Buffer.from(body), sampleIds);
}

/** The same, routed. */
export function sampleRequest(sent: Sent, template: CloudFormationTemplate = sampleTemplate): RoutedRequest {
  const api = sampleApi(template);
  const client = sampleClient(sent);
  const routing = routeRequest(api, client.method, client.path);
  assert(routing.kind === "routed");
  return routedRequest(api, client, routing.route);
}

/** Reads the request that the command line describes. */
import { CommandRefusal } from "#cli/terminal";
import { carriesKey } from "#core/authenticate/api-key/key-parameter";
import type { Settings } from "#core/settings/schema";
import { requestTarget } from "#local/gateway/receive/request-target";
import type { NamedRequest } from "./request-event.ts";

/** What options say of a request. */
export interface RequestOptions {
  readonly header: readonly string[];
  readonly contentType?: string;
  readonly sourceIp: string;
  /** Milliseconds since 1970-01-01T00:00Z; absent: now. */
  readonly time?: number;
}

/**
 * The request as it would be sent; what is asked of it is for the authorizer to judge.
 * @throws CommandRefusal for what API Gateway would not hand to an authorizer, and for a credential in headers or query
 */
export function namedRequest(
  method: string,
  target: string,
  { header, contentType, sourceIp, time = Date.now() }: RequestOptions,
  { apiKeys }: Settings,
): NamedRequest {
  if (!/^[A-Za-z]+$/.test(method)) throw new CommandRefusal("the method must be a word such as GET");
  if (!target.startsWith("/") || target.includes("#")) {
    throw new CommandRefusal(
      "the path must start with / and have no fragment: /collections, without host and stage",
    );
  }
  if (/[^\x20-\x7E]/.test(target)) {
    throw new CommandRefusal("the path must be percent-encoded, as clients send it: /collections/caf%C3%A9");
  }
  const headers = header.map(headerOf);
  if (contentType !== undefined) headers.push(["Content-Type", contentType]);
  const taken = ["authorization", (apiKeys?.header ?? "X-API-Key").toLowerCase()];
  if (headers.some(([name]) => taken.includes(name.toLowerCase()))) {
    throw new CommandRefusal("--header must not hold a credential: say by --as who asks");
  }
  const { query } = requestTarget(target);
  if (query.some(([name]) => carriesKey(name, apiKeys?.queryParameter))) {
    throw new CommandRefusal("the query must not hold a credential: say by --as who asks");
  }
  // Several slashes after the stage are one to API Gateway (local/gateway/route/routing.ts).
  return { method: method.toUpperCase(), target: target.replace(/^\/+/, "/"), headers, sourceIp, time };
}

/** @throws CommandRefusal for what is no header */
export function headerOf(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7E]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new CommandRefusal(
      'a header must be a name and a value in printable ASCII, such as "Accept: application/json"',
    );
  }
  return [name, value.trimEnd()];
}

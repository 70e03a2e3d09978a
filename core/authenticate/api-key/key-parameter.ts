/** The query parameter that carries API keys: read by the authenticator, and kept from everybody after it. */
import type { AccessRequest } from "#core/access-request";

type Query = AccessRequest["query"];

/** All values of a parameter, in their order; none where the request has no such parameter. */
export function parameterValues(query: Query, name: string): readonly string[] {
  // A parameter called `constructor` is not there only because every object inherits it.
  return (Object.hasOwn(query, name) && query[name]) || [];
}

/**
 * Whether a parameter must reach nobody after the authenticator: it is the one that carries keys, in whatever case or
 * percent-encoding it is written. API Gateway decodes names once; a client that encoded twice sent a secret all the same.
 * @param each the name as it came
 * @param name the setting `apiKeys.queryParameter`; absent: no parameter carries keys
 */
export function carriesKey(each: string, name: string | undefined): boolean {
  return name !== undefined && decoded(each).toLowerCase() === name.toLowerCase();
}

/** A wrong percent-encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The request as it is known once its caller has been recognised: the key must reach no policy, no explanation and no
 * log. Where keys may come by the query, the parameter is left out whether or not it holds a key: a key under a name
 * that is nearly right recognises nobody, and is a secret all the same.
 * @param name absent: no parameter carries keys
 */
export function withoutKeyParameter(request: AccessRequest, name: string | undefined): AccessRequest {
  if (name === undefined) return request;
  if (!Object.keys(request.query).some((each) => carriesKey(each, name))) return request;
  // As the event's reader makes it: no name of a parameter can be one that objects inherit.
  const query: Record<string, readonly string[]> = Object.create(null);
  for (const [each, values] of Object.entries(request.query)) {
    if (!carriesKey(each, name)) query[each] = values;
  }
  return { ...request, query };
}

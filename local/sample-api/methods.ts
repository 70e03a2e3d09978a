/** Which methods a resource has. */
import { type Answer, exception } from "./answer.ts";
import type { SampleRequest } from "./request.ts";

/** What is done for a method; only what the resource has. */
export type Methods = Readonly<Partial<Record<"GET" | "POST" | "PUT" | "DELETE", () => Answer>>>;

/**
 * Answers by the request's method. OPTIONS tells the methods there are (RFC 9110 section 9.3.7), and any other one
 * gets a 405 that tells them, too.
 */
export function answerByMethod(request: SampleRequest, methods: Methods): Answer {
  const known = new Map(Object.entries(methods));
  const answer = known.get(request.method);
  if (answer !== undefined) return answer();
  const allowed = [...known.keys(), ...(known.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const headers = { Allow: allowed };
  if (request.method === "OPTIONS") return { status: 204, headers, body: "" };
  return { ...exception(405, "MethodNotAllowed", `This resource has the methods ${allowed}.`), headers };
}

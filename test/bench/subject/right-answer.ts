/** Holds answers of authorizers to what is right, before their times count. */
import { isDeepStrictEqual } from "node:util";
import type { Handler } from "./deployed-function.ts";

/** The statement of an answer, as far as this is one. */
interface Answer {
  readonly policyDocument?: { readonly Statement?: readonly unknown[] };
}

/** Throws unless the event is answered with an Allow for exactly its method ARN. */
export async function mustAllow(name: string, handler: Handler, event: Record<string, unknown>) {
  const statement = { Effect: "Allow", Action: "execute-api:Invoke", Resource: event.methodArn };
  mustHold(name, await handler(event), statement);
}

/** Throws unless the event is answered with a Deny for the whole stage. */
export async function mustDeny(name: string, handler: Handler, event: Record<string, unknown>) {
  const stage = String(event.methodArn).split("/").slice(0, 2).join("/");
  const statement = { Effect: "Deny", Action: "execute-api:Invoke", Resource: `${stage}/*` };
  mustHold(name, await handler(event), statement);
}

/** Throws unless the event is answered with the error for which API Gateway sends 401. */
export async function mustChallenge(name: string, handler: Handler, event: Record<string, unknown>) {
  const answer = await handler(event).then(JSON.stringify, (error: Error) => error.message);
  if (answer !== "Unauthorized") throw new Error(`${name} must refuse a request without a credential`);
}

function mustHold(name: string, answer: unknown, statement: object): void {
  const statements = (answer as Answer | undefined)?.policyDocument?.Statement;
  if (isDeepStrictEqual(statements, [statement])) return;
  throw new Error(
    `${name} answers ${JSON.stringify(statements)} in the place of ${JSON.stringify(statement)}`,
  );
}

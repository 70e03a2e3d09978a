/** A request as the authorizer reads it, for questions that are not about one request alone. */
import { CommandRefusal } from "#cli/terminal";
import { type AccessRequest, accessRequest, type UnjudgedRequest } from "#core/access-request";
import { authorizerEvent } from "#core/gateway/authorizer-event";
import type { Settings } from "#core/settings/schema";
import { type NamedRequest, requestEvent } from "./request-event.ts";

/** What the event of a request says. */
export function unjudgedRequest(request: NamedRequest, { api }: Settings): UnjudgedRequest {
  return authorizerEvent(requestEvent(request, api.stage), api.domain).asked;
}

/** @throws CommandRefusal for a request that is refused before anybody is asked */
export function judgedRequest(request: NamedRequest, settings: Settings): AccessRequest {
  const judged = accessRequest(unjudgedRequest(request, settings));
  if ("refused" in judged)
    throw new CommandRefusal(`every request with these headers is refused: ${judged.refused}`);
  return judged;
}

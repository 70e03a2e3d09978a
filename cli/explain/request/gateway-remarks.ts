/** What becomes of a request before the authorizer is asked, or after, that the authorizer's answer does not tell. */
import type { AnsweredEvent } from "#core/gateway/answered-event";
import { longestResource } from "#core/gateway/iam-policy";
import { protectedResourcePath } from "#core/http/protected-resource";
import type { Settings } from "#core/settings/schema";

/** How much longer than the placeholder an API's ARN may be, in characters: for its partition, region and id. */
const longerArn = 32;

/** Remarks for the operator, none on most requests. */
export function gatewayRemarks(
  { api, tokens }: Settings,
  method: string,
  path: string,
  { event, outcome }: AnsweredEvent,
): readonly string[] {
  const first = path.split("/")[1];
  const isMetadata = tokens !== undefined && path === protectedResourcePath && /^(GET|HEAD)$/.test(method);
  const arnLength = event?.arn.text.length ?? 0;
  const remarks = new Map([
    ["API Gateway answers this request itself, to everyone: nobody asks the authorizer", isMetadata],
    ["API Gateway answers OPTIONS itself, to everyone: nobody asks the authorizer", method === "OPTIONS"],
    [`the path begins with the stage ${first}, which is no part of it: leave it out`, first === api.stage],
    [
      `the path begins with the custom domain's base path ${first}, which is no part of it: leave it out`,
      first !== undefined && first === api.domain?.basePath,
    ],
    [
      "where the API's own ARN is longer than this one, no policy can hold it: forbidden, policy_resource_too_long",
      outcome.kind === "allowed" && arnLength + longerArn > longestResource,
    ],
  ]);
  return [...remarks].flatMap(([remark, applies]) => (applies ? [remark] : []));
}

/** Findings of cdk-nag about the API and its stage that are accepted, each with the reason. */
import type { ApiSettings } from "#core/settings/api";
import type { LogSettings } from "#core/settings/operation";

/** A finding's rule, and why it is accepted. */
export type AcceptedFinding = readonly [rule: string, reason: string];

const always: readonly AcceptedFinding[] = [
  [
    "AwsSolutions-APIG2",
    "The backend validates requests: what is valid differs from one OGC API to the next.",
  ],
  [
    "AwsSolutions-APIG6",
    "Execution logs hold requests with their headers, credentials among them; the authorizer logs every decision.",
  ],
  [
    "AwsSolutions-COG4",
    "Methods are authorized by our own authorizer; Cognito is only one of the issuers it takes.",
  ],
  [
    "Serverless-APIGWXrayEnabled",
    "Traces are paid by the request; every decision's log line holds the durations of its stages.",
  ],
];

const noAccessLog =
  "Access logs need a role that is one for all APIs of the account and region: they are on where logs.access is set. " +
  "The authorizer logs every decision.";

/** What is accepted depends on the settings: a finding that a setting answers is not. */
export function acceptedFindings(
  { throttling, webAclArn }: ApiSettings,
  { access }: LogSettings,
): readonly AcceptedFinding[] {
  return [
    ...always,
    ...(access === undefined
      ? ([
          ["AwsSolutions-APIG1", noAccessLog],
          ["Serverless-APIGWAccessLogging", noAccessLog],
        ] as const)
      : []),
    ...(webAclArn === undefined
      ? ([["AwsSolutions-APIG3", "A web ACL is paid by the month: api.webAclArn names one."]] as const)
      : []),
    ...(throttling === undefined
      ? ([
          [
            "Serverless-APIGWDefaultThrottling",
            "The account's limits hold; right ones depend on the backend's capacity: api.throttling sets them.",
          ],
        ] as const)
      : []),
  ];
}

/** DescribeSecret: which versions there are, and which labels they have; never a value. */
import { jsonAnswer } from "../json-protocol.ts";
import type { OperationResult } from "./secret-operation.ts";
import type { StoredSecret } from "./stored-secret.ts";

/** Answers as the API reference has it; versions without a label are deprecated and not shown. */
export function describeSecret({ arn, name, versions }: StoredSecret): OperationResult {
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  const times = versions.map(({ createdAt }) => createdAt.getTime() / 1000);
  const answer = jsonAnswer({
    ARN: arn,
    Name: name,
    CreatedDate: Math.min(...times),
    LastChangedDate: Math.max(...times),
    VersionIdsToStages: Object.fromEntries(labelled.map(({ versionId, stages }) => [versionId, stages])),
  });
  return { answer };
}

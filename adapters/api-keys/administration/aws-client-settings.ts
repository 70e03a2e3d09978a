/** How operators' commands speak with AWS. */

/** Whose account and where, in the place of what the environment and the AWS files say. */
export interface AwsAccess {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** Milliseconds: a person waits. */
const [connectionTimeout, requestTimeout] = [5_000, 15_000];

/** The settings of an SDK client; region and credentials are found as the AWS SDK finds them. */
export function awsClientSettings({ region, profile }: AwsAccess) {
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  };
}

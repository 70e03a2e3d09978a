/** What `npm start` prints about managed keys: the life of one, as operators live it with a deployed stack. */

/** Where managed keys are made, and used. */
export interface ManagedKeyDesk {
  /** The name of the stack, by whose outputs the command finds table and secret. */
  readonly stack: string;
  /** Variables by which the command finds the local AWS endpoint. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly apiKeyHeader: string;
  /** How long a function works with a record that it has read. */
  readonly refreshSeconds: number;
  /** An address to use the key at. */
  readonly address: string;
}

/** Lines that can be pasted into a POSIX shell in the folder of this project, in this order. */
export function managedKeyLines(desk: ManagedKeyDesk): string[] {
  const { stack, awsEnvironment, apiKeyHeader, refreshSeconds, address } = desk;
  const command = (rest: string) => `npx ogc-api-authorizer keys ${rest} --stack ${stack}`;
  const use = `curl -i -H "${apiKeyHeader}: $PARTNER_KEY" '${address}'`;
  return [
    "managed keys, as operators have them; in another terminal, in this folder:",
    // A profile would go before the credentials that follow.
    "unset AWS_PROFILE",
    ...Object.entries(awsEnvironment).map(([name, value]) => `export ${name}=${value}`),
    "make one for a partner; it is shown this once",
    `export PARTNER_KEY=$(${command("create --name partner --owner you")})`,
    use,
    "make another in its place, which the partner gets; both work for 7 days",
    `export PARTNER_KEY=$(${command("rotate partner")})`,
    command("list"),
    `end both, after a yes; they are 401 after ${refreshSeconds} s at the latest`,
    command("revoke partner --all"),
    use,
  ];
}

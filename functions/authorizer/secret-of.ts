/** Readers of secrets, of which the AWS client is loaded when the first secret has to be read: it takes long to load. */
import type { ReadSecret } from "#adapters/secrets/secrets-manager";

/** A reader of one secret; `setting` is the one that names it, for the message of a fault. */
export type ReadSecretOf = (secretArn: string, setting: string) => ReadSecret;

/** Reads from AWS Secrets Manager. */
export const secretOf: ReadSecretOf = (secretArn, setting) => {
  let read: Promise<ReadSecret> | undefined;
  return async (stage, timeout) => {
    read ??= import("#adapters/secrets/secrets-manager").then(({ secretReader }) =>
      secretReader(secretArn, setting),
    );
    return (await read)(stage, timeout);
  };
};

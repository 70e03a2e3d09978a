/** A secret and its versions, as far as Secrets Manager's staging labels go. */
import { randomUUID } from "node:crypto";

/** A secret's value, and the one before it. */
export interface SecretVersions {
  readonly current: SecretVersion;
  readonly previous?: SecretVersion;
}

/** One value, and when it came to be; now, where that is not said. */
export interface SecretVersion {
  readonly secretString: string;
  readonly createdAt?: Date;
}

/** A version as it is stored. */
export interface StoredVersion extends Required<SecretVersion> {
  readonly versionId: string;
}

/** A secret as it is stored: its versions by staging label. */
export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly versions: ReadonlyMap<string, StoredVersion>;
}

/** Stores the versions under new version ids. */
export function storedSecret(arn: string, { current, previous }: SecretVersions): StoredSecret {
  const versions = new Map([["AWSCURRENT", storedVersion(current)]]);
  if (previous !== undefined) versions.set("AWSPREVIOUS", storedVersion(previous));
  return { arn, name: nameOf(arn), versions };
}

/**
 * The secret with a new value: the old one becomes `AWSPREVIOUS`, and what was that is gone (Secrets Manager user
 * guide "What's in a Secrets Manager secret?", on versions).
 */
export function withNewVersion(secret: StoredSecret, secretString: string): StoredSecret {
  const versions = new Map([["AWSCURRENT", storedVersion({ secretString })]]);
  const old = secret.versions.get("AWSCURRENT");
  if (old !== undefined) versions.set("AWSPREVIOUS", old);
  return { ...secret, versions };
}

/** Whether a `SecretId` means this secret: its ARN, its ARN without the random suffix, or its name. */
export function isMeant(secret: StoredSecret, secretId: string): boolean {
  return [secret.arn, secret.arn.replace(randomSuffix, ""), secret.name].includes(secretId);
}

/** What Secrets Manager adds to a secret's name in its ARN. */
const randomSuffix = /-[A-Za-z0-9]{6}$/;

function nameOf(arn: string): string {
  return arn.split(":").slice(6).join(":").replace(randomSuffix, "");
}

function storedVersion({ secretString, createdAt = new Date() }: SecretVersion): StoredVersion {
  return { secretString, createdAt, versionId: randomUUID() };
}

/** A secret and its versions with their staging labels, as Secrets Manager keeps them. */
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

/** A version as it is stored; a label is on one version of a secret at most. */
export interface StoredVersion extends Required<SecretVersion> {
  readonly versionId: string;
  readonly stages: readonly string[];
}

/** A secret as it is stored, its versions in the order in which they were made. */
export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly versions: readonly StoredVersion[];
}

/** Stores the versions under new version ids. */
export function storedSecret(arn: string, { current, previous }: SecretVersions): StoredSecret {
  const versions = [storedVersion(current, ["AWSCURRENT"])];
  if (previous !== undefined) versions.unshift(storedVersion(previous, ["AWSPREVIOUS"]));
  return { arn, name: nameOf(arn), versions };
}

/** The secret with a new version that has these labels, which are taken from the others. */
export function withNewVersion(
  secret: StoredSecret,
  secretString: string,
  stages: readonly string[] = ["AWSCURRENT"],
  versionId: string = randomUUID(),
): StoredSecret {
  const added = { ...storedVersion({ secretString }, []), versionId };
  const longer: StoredSecret = { ...secret, versions: [...secret.versions, added] };
  return stages.reduce((moved, stage) => withStage(moved, stage, versionId), longer);
}

/**
 * The secret with a label on another version, or on none. Where `AWSCURRENT` moves, `AWSPREVIOUS` goes to the version
 * that had it (API reference, "UpdateSecretVersionStage").
 */
export function withStage(secret: StoredSecret, stage: string, to: string | undefined): StoredSecret {
  const from = versionAt(secret, stage)?.versionId;
  if (from === to) return secret;
  const versions = secret.versions.map((version) => {
    const others = version.stages.filter((each) => each !== stage);
    return { ...version, stages: version.versionId === to ? [...others, stage] : others };
  });
  const moved = { ...secret, versions };
  return stage === "AWSCURRENT" && from !== undefined ? withStage(moved, "AWSPREVIOUS", from) : moved;
}

/** The version with a label, if one has it. */
export function versionAt({ versions }: StoredSecret, stage: string): StoredVersion | undefined {
  return versions.find(({ stages }) => stages.includes(stage));
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

function storedVersion({ secretString, createdAt = new Date() }: SecretVersion, stages: readonly string[]) {
  return { secretString, createdAt, versionId: randomUUID(), stages };
}

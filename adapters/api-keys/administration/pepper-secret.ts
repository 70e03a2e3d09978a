/** What operators' commands ask of the API key secret: its pepper, and that it be replaced. */
import { keySecretMembers } from "../key-secret-members.ts";

/** The peppers of one version of the secret; the one before goes on while keys are checked with it. */
export interface Peppers {
  readonly pepper: string;
  readonly previousPepper?: string;
}

/** A version of the secret. */
export interface PepperVersion extends Peppers {
  readonly versionId: string;
  /** All that is in it. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** The secret; its methods throw AwsFailure when it gives no answer. */
export interface PepperSecret {
  /**
   * What is current.
   * @throws Fault `secret_invalid` that says what to change and shows nothing of the secret
   */
  read(): Promise<PepperVersion>;
  /**
   * Makes a version with other peppers and all else that the known one holds current, if the known one still is.
   * @returns false when another version has become current
   */
  replace(known: PepperVersion, peppers: Peppers): Promise<boolean>;
}

/** The peppers in the text of a version. */
export function pepperVersion(versionId: string, text: string | undefined): PepperVersion {
  const { all: members, ...peppers } = keySecretMembers(text);
  return { versionId, members, ...peppers };
}

/** The text of a version with other peppers: all else stays. */
export function withPeppers({ members }: PepperVersion, { pepper, previousPepper }: Peppers): string {
  const { pepper: _pepper, previousPepper: _previousPepper, ...rest } = members;
  return JSON.stringify({ pepper, ...(previousPepper !== undefined && { previousPepper }), ...rest });
}

/** What operators' commands ask of the API key secret: its pepper, and that it be replaced. */
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import { shortestPepper } from "../peppers.ts";

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
  const members = parsed(text);
  if (!isJsonObject(members)) throw invalid("it must hold a JSON object as its secret string");
  const { pepper, previousPepper } = members;
  if (!isPepper(pepper))
    throw invalid(`\`pepper\` must be a string of at least ${shortestPepper} characters`);
  if (previousPepper === undefined) return { versionId, members, pepper };
  if (!isPepper(previousPepper)) {
    throw invalid(
      `\`previousPepper\` must be a string of at least ${shortestPepper} characters, or left out`,
    );
  }
  return { versionId, members, pepper, previousPepper };
}

/** The text of a version with other peppers: all else stays. */
export function withPeppers({ members }: PepperVersion, { pepper, previousPepper }: Peppers): string {
  const { pepper: _pepper, previousPepper: _previousPepper, ...rest } = members;
  return JSON.stringify({ pepper, ...(previousPepper !== undefined && { previousPepper }), ...rest });
}

const isPepper = (value: unknown): value is string =>
  typeof value === "string" && value.length >= shortestPepper;

/** The parser's own message would quote the text, and the text is secret. */
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

const invalid = (remedy: string) =>
  new Fault("secret_invalid", `the API key secret cannot be used: ${remedy}`);

/** From the text of the API key secret to its members, for functions and for operators; nothing of it is ever shown. */
import { Fault } from "#core/fault";
import { isJsonObject } from "#core/json-object";
import { saysTwice } from "../said-twice.ts";
import { isPepper, shortestPepper } from "./peppers.ts";

/** The members of the secret, of which the peppers are judged; `keys` among the others is not. */
export interface KeySecretMembers {
  readonly pepper: string;
  readonly previousPepper?: string;
  readonly all: Readonly<Record<string, unknown>>;
}

/**
 * Reads `{"pepper": "…", "previousPepper": "…", …}`.
 * @param text absent: the secret holds none, such as one of bytes
 * @throws Fault `secret_invalid` that says what to change
 */
export function keySecretMembers(text: string | undefined): KeySecretMembers {
  const all = parsed(text);
  if (!isJsonObject(all)) throw invalidKeySecret("it must hold a JSON object as its secret string");
  const { pepper, previousPepper } = all;
  if (!isPepper(pepper)) {
    throw invalidKeySecret(`\`pepper\` must be a string of at least ${shortestPepper} characters`);
  }
  if (previousPepper === undefined) return { pepper, all };
  if (!isPepper(previousPepper) || previousPepper === pepper) {
    throw invalidKeySecret(
      `\`previousPepper\` must be a string of at least ${shortestPepper} characters and another than \`pepper\`, or be left out`,
    );
  }
  return { pepper, previousPepper, all };
}

/** What the message of every such Fault begins with. */
export const unusableKeySecret = "the API key secret cannot be used: ";

/** A Fault that says what to change in the secret. */
export const invalidKeySecret = (remedy: string) => new Fault("secret_invalid", unusableKeySecret + remedy);

/** The parser's own message would quote the text, and the text is secret. */
function parsed(text: string | undefined): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    throw invalidKeySecret("it must hold JSON as its secret string");
  }
  if (saysTwice(text ?? "", json)) {
    throw invalidKeySecret("it must say nothing twice: take out one of the two names");
  }
  return json;
}

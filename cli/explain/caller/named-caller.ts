/** Reads `--as`: a token, a file of claims, anonymous, or the name of an API key. */
import { existsSync, readFileSync } from "node:fs";
import { CommandRefusal, type Terminal } from "#cli/terminal";
import { isJsonObject } from "#core/json-object";

/** Who is meant. */
export type NamedCaller =
  | { readonly kind: "anonymous" }
  | { readonly kind: "api-key"; readonly id: string; readonly isFile?: boolean }
  | { readonly kind: "claims"; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: "token"; readonly token: string };

/** As long as a token may be at all, and a good deal more than claims are. */
const longestFile = 65_536;

/** Begins as every JSON object in base64url does, and has parts: also half a token must not be shown as a key's name. */
const tokenSyntax = /^eyJ[\w-]*\.[\x21-\x7E]*$/;

/**
 * Reads what `--as` says, and what it refers to.
 * @throws CommandRefusal for a file that cannot be used and for what is no name of a key
 */
export async function namedCaller(text: string, terminal: Terminal): Promise<NamedCaller> {
  if (text === "anonymous") return { kind: "anonymous" };
  if (text === "-")
    return { kind: "token", token: tokenIn(await terminal.standardInput(), "standard input") };
  if (text.startsWith("@")) return { kind: "token", token: tokenIn(content(text.slice(1)), text.slice(1)) };
  if (tokenSyntax.test(text)) return { kind: "token", token: text };
  if (text.endsWith(".json")) return { kind: "claims", claims: claimsIn(content(text), text) };
  if (!/^[\x21-\x7E]{1,128}$/.test(text) || text === "*") {
    throw new CommandRefusal(
      "--as must be anonymous, a token, a file of claims (*.json) or the name of an API key",
    );
  }
  return { kind: "api-key", id: text, ...(existsSync(text) && { isFile: true }) };
}

function content(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new CommandRefusal(`--as: the file ${file} cannot be read`);
  }
  if (text.length > longestFile)
    throw new CommandRefusal(`--as: ${file} is too long to hold claims or a token`);
  return text;
}

function tokenIn(text: string, where: string): string {
  const token = text.trim().replace(/^bearer +/i, "");
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new CommandRefusal(`--as: ${where} must hold one token and nothing else`);
  return token;
}

/** The parser's message would quote the claims. */
function claimsIn(text: string, file: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new CommandRefusal(`--as: ${file} must be JSON`);
  }
  if (!isJsonObject(json)) {
    throw new CommandRefusal(
      `--as: ${file} must hold a JSON object of claims, such as {"iss": "…", "sub": "…"}`,
    );
  }
  return json;
}

/** An answer in the words of the table of differences. */
import type { ExactAnswer } from "#test/http/exact-request";

/** The longest body that is shown as it is. */
const longestShown = 60;

/**
 * Status, what the body says, and whether there is a challenge: `401 Unauthorized, with a challenge`. Of an OGC API
 * exception its code is shown, of a redirect that it is one, and of what succeeds the status alone.
 */
export function answerText({ status, headers, text }: ExactAnswer): string {
  if (status < 300) return String(status);
  if (status < 400) return `${status}, a redirect`;
  const challenge = headers["www-authenticate"] === undefined ? "without a challenge" : "with a challenge";
  return `${status} ${saidIn(text)}, ${challenge}`;
}

function saidIn(text: string): string {
  const code = codeOf(text);
  if (code !== undefined) return code;
  if (text.startsWith("Traceback")) return "and a Python traceback";
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : `\`${text}\``;
}

function codeOf(text: string): string | undefined {
  try {
    const { code } = JSON.parse(text) ?? {};
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}

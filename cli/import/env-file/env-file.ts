/** An `.env` file by its variables; of what it cannot be, or what would be read otherwise there, it says so. */
import type { ImportMistake } from "../imported.ts";
import { type Break, type Statement, statementsOf } from "./statements.ts";

/** The variables of a file. */
export interface EnvFile {
  /** The last statement of each name: the one that counts. */
  readonly variables: ReadonlyMap<string, Statement>;
  /** Names that are given twice or more often. */
  readonly repeated: readonly string[];
  readonly mistakes: readonly ImportMistake[];
}

/** White space and control characters that Python and JavaScript take for different things, or that nobody sees. */
const unseen = /[^\P{Cc}\t\n\r]|[^\P{Z} ]|[\u00AD\u200B\u200E\u200F\u2060\uFEFF]/u;

/** Reads a file's bytes. No value stands in a mistake, and no name: a secret may have slipped into its place. */
export function envFile(bytes: Uint8Array): EnvFile {
  const text = utf8(bytes);
  if (text === undefined) return unreadable("the file", "must be text in UTF-8: save it as such");
  if (text.includes("\0")) {
    return unreadable("the file", "holds zero bytes, as UTF-16 has and no text in UTF-8: save it as UTF-8");
  }
  if (text.startsWith("\uFEFF")) {
    return unreadable(
      "line 1",
      "begins with a byte order mark, which may become part of the first name: save the file as UTF-8 without it",
    );
  }
  const odd = text.split(/\r\n|\n|\r/).findIndex((line) => unseen.test(line));
  if (odd !== -1) {
    return unreadable(
      `line ${odd + 1}`,
      "holds a character that cannot be seen, such as a no-break space: type the line anew",
    );
  }
  const { statements, broken } = statementsOf(text);
  return {
    variables: new Map(statements.map((statement) => [statement.name, statement])),
    repeated: repeatedIn(statements.map(({ name }) => name)),
    mistakes: broken.map(({ line, why }) => ({ variable: `line ${line}`, remedy: remedies[why] })),
  };
}

const remedies: Readonly<Record<Break, string>> = {
  skipped:
    "is skipped when the file is read: write NAME=value, end the quotes (with no backslash before the last one), and put # before remarks",
  backslash:
    "has a backslash that one release of python-dotenv reads otherwise than the next: leave the quotes out, or the backslash before the quote",
};

function repeatedIn(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

function unreadable(variable: string, remedy: string): EnvFile {
  return { variables: new Map(), repeated: [], mistakes: [{ variable, remedy }] };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

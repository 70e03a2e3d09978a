/**
 * The statements of an `.env` file, read as python-dotenv reads them, which is what pydantic-settings uses. What its
 * releases up to 1.2.2, 1.2.3 and 1.2.4 read in different ways is said to be so, and is for nobody to rely on.
 */

/** Why a value is not the same everywhere: what it refers to, or the release of python-dotenv. */
export type Doubt = "reference" | "remark";

/** `NAME=value`. */
export interface Statement {
  readonly name: string;
  /** Absent: there is a name and no `=`. */
  readonly value: string | undefined;
  readonly doubt?: Doubt;
  /** Where it begins; the first line is 1. */
  readonly line: number;
}

/** `skipped`: python-dotenv skips it with no more than a warning; `backslash`: its releases end the quotes elsewhere. */
export type Break = "skipped" | "backslash";

/** What a file holds, and its lines that cannot be read. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly broken: readonly { readonly line: number; readonly why: Break }[];
}

const gap = /[ \t]*/y;
const blanks = /[ \t\r\n]*/y;
const comment = /#[^\r\n]*/y;
const exported = /export[ \t]+/y;
const quotedName = /'([^']+)'/y;
const plainName = /([^=# \t\r\n]+)/y;
const equals = /=[ \t]*/y;
/** A backslash escapes whatever comes after it since 1.2.3, and before that only a quote, if another one follows. */
const singleQuoted = { now: /'((?:\\.|[^'\\])*)'/sy, before: /'((?:\\'|[^'])*)'/y };
const doubleQuoted = { now: /"((?:\\.|[^"\\])*)"/sy, before: /"((?:\\"|[^"])*)"/y };
const plainValue = /([^\r\n]*)/y;
const endOfLine = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/y;
const restOfLine = /[^\r\n]*/y;

/** What python-dotenv replaces, in every value, however it is quoted. */
const reference = /\$\{[^}:]*(?::-[^}]*)?\}/;

/** Reads a text in which spaces, tabs and line ends are the only white space; Python reads every line end as `\n`. */
export function statementsOf(text: string): Statements {
  const reader = new Reader(text.replace(/\r\n?/g, "\n"));
  const statements: Statement[] = [];
  const broken: { line: number; why: Break }[] = [];
  for (reader.take(blanks); !reader.atEnd; reader.take(blanks)) {
    const { line } = reader;
    if (reader.take(comment) !== undefined) continue;
    const statement = statementAt(reader);
    if (typeof statement === "string") {
      broken.push({ line, why: statement });
      reader.take(restOfLine);
    } else {
      statements.push({ ...statement, line });
    }
  }
  return { statements, broken };
}

function statementAt(reader: Reader): Omit<Statement, "line"> | Break {
  reader.take(exported);
  const name = reader.take(reader.next === "'" ? quotedName : plainName);
  if (name === undefined) return "skipped";
  reader.take(gap);
  const read = reader.next === "=" ? valueAt(reader) : { value: undefined };
  if (typeof read === "string") return read;
  // No line ends before a quote that does not end.
  if (reader.take(endOfLine) === undefined) return "skipped";
  return { name, ...read };
}

function valueAt(reader: Reader): Pick<Statement, "value" | "doubt"> | Break {
  const sign = reader.take(equals) ?? "";
  // Since 1.2.4 a remark, and the value is blank.
  if (reader.next === "#" && sign.length > 1) {
    reader.take(restOfLine);
    return { value: "", doubt: "remark" };
  }
  const value = textAt(reader);
  if (value === undefined) return "backslash";
  return { value, ...(reference.test(value) && { doubt: "reference" }) };
}

/** The value without its quotes; `undefined` where they end in two places. */
function textAt(reader: Reader): string | undefined {
  const quote = reader.next;
  if (quote !== "'" && quote !== '"') {
    return (reader.take(plainValue) ?? "").replace(/[ \t]+#.*/, "").trimEnd();
  }
  const { now, before } = quote === "'" ? singleQuoted : doubleQuoted;
  const text = reader.seen(now);
  if (text !== reader.seen(before)) return undefined;
  // A quote that does not end is not taken.
  reader.take(now);
  return quote === "'" ? (text?.replace(/\\([\\'])/g, "$1") ?? "") : unescaped(text ?? "");
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unescaped(text: string): string {
  return text.replace(/\\([\\'"abfnrtv])/g, (_whole, character: string) => escapes[character] ?? character);
}

/** A place in the text, from which patterns take what they match. */
class Reader {
  readonly #text: string;
  #position = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  get next(): string {
    return this.#text.charAt(this.#position);
  }

  /** The line of this place; it only ever goes on. */
  get line(): number {
    this.#line += this.#text.slice(this.#counted, this.#position).split("\n").length - 1;
    this.#counted = this.#position;
    return this.#line;
  }

  /** What a sticky pattern matches here, or its group; `undefined` where it does not match. */
  take(pattern: RegExp): string | undefined {
    const taken = this.seen(pattern);
    if (taken !== undefined) this.#position = pattern.lastIndex;
    return taken;
  }

  /** The same, and stays where it is. */
  seen(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    return match === null ? undefined : (match[1] ?? match[0]);
  }
}

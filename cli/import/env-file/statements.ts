/** The statements of an `.env` file, read as python-dotenv 1.2 reads them, which is what pydantic-settings uses. */

/** `NAME=value`. */
export interface Statement {
  readonly name: string;
  /** Absent: there is a name and no `=`. */
  readonly value: string | undefined;
  /** Whether python-dotenv would put other variables into the value. */
  readonly refers: boolean;
  /** Where it begins; the first line is 1. */
  readonly line: number;
}

/** What a file holds; `broken` are the lines that python-dotenv skips with no more than a warning. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly broken: readonly number[];
}

const gap = /[ \t]*/y;
const blanks = /[ \t\r\n]*/y;
const comment = /#[^\r\n]*/y;
const exported = /export[ \t]+/y;
const quotedName = /'([^']+)'/y;
const plainName = /([^=# \t\r\n]+)/y;
const equals = /=[ \t]*/y;
const singleQuoted = /'((?:\\'|[^'])*)'/y;
const doubleQuoted = /"((?:\\"|[^"])*)"/y;
const plainValue = /([^\r\n]*)/y;
const endOfLine = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/y;
const restOfLine = /[^\r\n]*/y;

/** What python-dotenv replaces, in every value, however it is quoted. */
const reference = /\$\{[^}:]*(?::-[^}]*)?\}/;

/** Reads a text in which spaces, tabs and line ends are the only white space. */
export function statementsOf(text: string): Statements {
  const reader = new Reader(text);
  const statements: Statement[] = [];
  const broken: number[] = [];
  for (reader.take(blanks); !reader.atEnd; reader.take(blanks)) {
    const { line } = reader;
    if (reader.take(comment) !== undefined) continue;
    const statement = statementAt(reader);
    if (statement === undefined) {
      broken.push(line);
      reader.take(restOfLine);
    } else {
      statements.push({ ...statement, line });
    }
  }
  return { statements, broken };
}

function statementAt(reader: Reader): Omit<Statement, "line"> | undefined {
  reader.take(exported);
  const name = reader.take(reader.next === "'" ? quotedName : plainName);
  if (name === undefined) return undefined;
  reader.take(gap);
  const value = reader.take(equals) === undefined ? undefined : valueAt(reader);
  // A quote that does not end is not taken, and no line ends before it.
  if (reader.take(endOfLine) === undefined) return undefined;
  return { name, value, refers: value !== undefined && reference.test(value) };
}

/** `undefined` for a quote that does not end. */
function valueAt(reader: Reader): string | undefined {
  if (reader.next === "'") return reader.take(singleQuoted)?.replace(/\\([\\'])/g, "$1");
  if (reader.next === '"') return unescaped(reader.take(doubleQuoted));
  const value = reader.take(plainValue) ?? "";
  return value.replace(/[ \t]+#.*/, "").trimEnd();
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

function unescaped(text: string | undefined): string | undefined {
  return text?.replace(/\\([\\'"abfnrtv])/g, (_whole, character: string) => escapes[character] ?? character);
}

/** A place in the text, from which patterns take what they match. */
class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  get next(): string {
    return this.#text.charAt(this.#position);
  }

  get line(): number {
    return this.#text.slice(0, this.#position).split(/\r\n|\n|\r/).length;
  }

  /** What a sticky pattern matches here, or its group; `undefined` where it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match[1] ?? match[0];
  }
}

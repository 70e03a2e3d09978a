/** Reads single variables of an `.env` file as pydantic does, and collects what is wrong with them. */
import { eachOnce } from "../each-once.ts";
import type { ImportMistake } from "../imported.ts";
import type { EnvFile } from "./env-file.ts";
import type { Doubt, Statement } from "./statements.ts";

/** The way to the values of variables; each reading may add a mistake. */
export interface EnvReader {
  /** The value; `undefined` where it is blank, not given, or a mistake. */
  text(name: string): string | undefined;
  /** The value, whose absence is a mistake. */
  needed(name: string, remedy: string): string | undefined;
  /** A boolean as pydantic reads it; false where it is not given. */
  flag(name: string): boolean;
  mistake(variable: string, remedy: string): void;
  /** What was found so far, each once. */
  readonly mistakes: readonly ImportMistake[];
}

const trueWords = new Set(["1", "on", "t", "true", "y", "yes"]);
const falseWords = new Set(["0", "off", "f", "false", "n", "no"]);

/** A reader of one file, which starts with the file's own mistakes. */
export function envReader({ variables, repeated, mistakes: ofFile }: EnvFile): EnvReader {
  const mistakes = [...ofFile];
  const mistake = (variable: string, remedy: string) => {
    const last = repeated.includes(variable) ? " (the file gives it twice, and the last one counts)" : "";
    mistakes.push({ variable, remedy: remedy + last });
  };

  /** The value as it is, also a blank one. */
  function written(name: string): string | undefined {
    const statement = variables.get(name);
    if (statement === undefined) return undefined;
    const remedy = problemOf(statement);
    if (remedy === undefined) return statement.value;
    mistake(name, remedy);
    return undefined;
  }

  function text(name: string): string | undefined {
    return written(name) || undefined;
  }

  return {
    text,
    needed(name, remedy) {
      const statement = variables.get(name);
      const isBlank = statement === undefined || (statement.value === "" && statement.doubt === undefined);
      if (isBlank) mistake(name, remedy);
      return text(name);
    },
    flag(name) {
      const word = written(name)?.toLowerCase();
      if (word === undefined || falseWords.has(word)) return false;
      if (!trueWords.has(word)) mistake(name, "must be true or false");
      return trueWords.has(word);
    },
    mistake,
    get mistakes() {
      return eachOnce(mistakes);
    },
  };
}

const doubts: Readonly<Record<Doubt, string>> = {
  reference: "refers to another variable by `${…}`: write the value out",
  remark:
    "begins with # behind a space, which one release of python-dotenv takes for a remark and another for the value: take the remark to a line of its own, or put the value in quotes",
};

function problemOf({ value, doubt }: Statement): string | undefined {
  if (value === undefined) return "has a name and no `=`: give it a value, or take the line out";
  if (doubt !== undefined) return doubts[doubt];
  return value === value.trim() ? undefined : "has white space around its value: take it out of the quotes";
}

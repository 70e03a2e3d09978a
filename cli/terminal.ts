/** What a command has of the terminal it was started in, and the error that tells the operator what to change. */

/** Where a command writes, and what it may read. */
export interface Terminal {
  /** What was asked for, to standard output. */
  readonly write: (text: string) => void;
  /** Remarks and refusals, to standard error. */
  readonly warn: (text: string) => void;
  /** All of standard input. */
  readonly standardInput: () => Promise<string>;
  /** Asks who sits at the terminal; absent where nobody does. `undefined`: the input has ended. */
  readonly ask?: (question: string) => Promise<string | undefined>;
}

/** The command does nothing; the message says what to change. */
export class CommandRefusal extends Error {
  override readonly name = "CommandRefusal";
}

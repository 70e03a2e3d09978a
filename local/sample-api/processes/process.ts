/** What a process is made of. */

/** An input of a process; its schema is a JSON Schema. */
export interface ProcessInput {
  readonly title: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** False: may be left out. */
  readonly isRequired: boolean;
}

/** A process with one output, a JSON object. */
export interface Process {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly inputs: Readonly<Record<string, ProcessInput>>;
  readonly output: {
    readonly id: string;
    readonly title: string;
    readonly schema: Readonly<Record<string, unknown>>;
  };
  /** @returns the output, or a sentence that says which input is wrong */
  run(inputs: Readonly<Record<string, unknown>>): object | string;
}

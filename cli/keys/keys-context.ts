/** What the commands about keys work with. */
import type { Terminal } from "../terminal.ts";
import type { KeyKeeping, LocationOptions } from "./location.ts";

/** Where a command writes, how it gets at the keys, and what time it is. */
export interface KeysContext {
  readonly terminal: Terminal;
  readonly connect: (options: LocationOptions) => Promise<KeyKeeping>;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

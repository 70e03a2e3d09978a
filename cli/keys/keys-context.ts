/** What the commands about keys work with. */
import type { KeyAdministration } from "#adapters/api-keys/administration/key-administration";
import type { PepperSecret } from "#adapters/api-keys/administration/pepper-secret";
import type { Terminal } from "../terminal.ts";
import type { LocationOptions } from "./location.ts";

/** Where the keys of a deployment are kept. */
export interface KeyKeeping {
  readonly table: KeyAdministration;
  readonly secret: PepperSecret;
  /** What its keys are marked with. */
  readonly environment: string;
}

/** Where a command writes, how it gets at the keys, and what time it is. */
export interface KeysContext {
  readonly terminal: Terminal;
  readonly connect: (options: LocationOptions) => Promise<KeyKeeping>;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

/** The types of dynalite, which has none of its own, as far as it is used here. */
declare module "dynalite" {
  import type { Server } from "node:http";

  /**
   * A DynamoDB in memory, as a server that need not listen: it answers what is emitted as `request`.
   * @param options how long a table takes to be made and to be gone, milliseconds
   */
  function dynalite(options: { readonly createTableMs: number; readonly deleteTableMs: number }): Server;
  export = dynalite;
}

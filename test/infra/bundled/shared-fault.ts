/** What the handler and the part loaded on demand have in common, for the tests of bundling. */

/** A fault that both know. */
export class SharedFault extends Error {
  override readonly name = "SharedFault";
}

/** A function that asks where its own module lies, which bundling refuses. */

/** Tells the module's location. */
export async function handler(): Promise<string> {
  return import.meta.url;
}

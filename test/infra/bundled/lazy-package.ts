/** A function that loads a CommonJS package by import(), which bundling refuses. */

/** Loads the package. */
export async function handler(): Promise<unknown> {
  return await import("constructs");
}

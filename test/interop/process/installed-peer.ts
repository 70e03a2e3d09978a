/** How tests learn where the runner has installed their peer. */

/**
 * The value of a variable that the runner of `npm run interop` sets.
 * @throws Error that says how such a test is run
 */
export function installedPeer(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new Error(`${variable} is not set: run this test by "npm run interop -- <name of the peer>"`);
  }
  return value;
}

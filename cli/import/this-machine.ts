/** Tells addresses of this machine, which work for `npm start` and for nothing that is deployed. */

/** True for an address whose host is this machine. */
export function ofThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(new URL(address).hostname);
}

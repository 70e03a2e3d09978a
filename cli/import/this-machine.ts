/** Tells addresses of this machine, which work for `npm start` and for nothing that is deployed. */
import { isThisMachine } from "#core/settings/setting";

/** True for an address whose host is this machine. */
export function ofThisMachine(address: string): boolean {
  return URL.canParse(address) && isThisMachine(new URL(address).hostname);
}

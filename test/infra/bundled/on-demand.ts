/** The part that is loaded on demand, for the tests of bundling. */
import { SharedFault } from "./shared-fault.ts";

/** Throws a fault of the class that the handler knows as well. */
export function fail(remark: string): never {
  throw new SharedFault(`on demand: ${remark}`);
}

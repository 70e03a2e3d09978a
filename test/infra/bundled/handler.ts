/** A function as small as one can be that loads a part on demand, for the tests of bundling. */
import { SharedFault } from "./shared-fault.ts";

/** Says what it knows of the fault that the part loaded on demand throws. */
export async function handler(event: { readonly remark: string }): Promise<object> {
  const { fail } = await import("./on-demand.ts");
  try {
    return fail(event.remark);
  } catch (error) {
    return { isSharedFault: error instanceof SharedFault, message: String(error) };
  }
}

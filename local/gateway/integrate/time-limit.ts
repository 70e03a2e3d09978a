/** Waits for a function no longer than the gateway does. */
import type { InvocationResult } from "#local/lambda/invocation";

/** A function's result, or why there is none. */
export type LimitedResult =
  | InvocationResult
  | { readonly kind: "too-late" }
  | { readonly kind: "not-invoked"; readonly why: string };

/**
 * Invokes and waits; what comes later than `milliseconds` is dropped, as the function cannot be called back. Waiting
 * alone keeps no process alive. Never rejects.
 */
export async function withinTime(
  milliseconds: number,
  invoke: () => Promise<InvocationResult>,
): Promise<LimitedResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<LimitedResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "too-late" }), milliseconds).unref();
  });
  const result = (async () => invoke())().catch((error: unknown): LimitedResult => {
    return { kind: "not-invoked", why: error instanceof Error ? error.message : String(error) };
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

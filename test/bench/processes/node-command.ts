/** The command line of a Node.js function as Lambda starts it, by its memory size. */
import type { FunctionConfiguration } from "#local/lambda/invocation";

/**
 * The bounds of a heap that AWS's start script gives Node.js (`/var/runtime/bootstrap` of the base images): a tenth of
 * the memory is for young objects, in two halves, and the rest for old ones.
 */
export function heapBounds(memoryMegabytes: number): readonly string[] {
  const young = Math.floor(memoryMegabytes / 10);
  return [
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${memoryMegabytes - young}`,
  ];
}

/** Node.js as that script starts it. */
export function nodeCommand(client: string, memoryMegabytes: number): readonly string[] {
  const bounds = heapBounds(memoryMegabytes);
  return [process.execPath, "--expose-gc", "--max-http-header-size", "81920", ...bounds, client];
}

/** A function of Node.js at another memory size. */
export function atMemory(
  configuration: FunctionConfiguration,
  memoryMegabytes: number,
): FunctionConfiguration {
  const command = nodeCommand(configuration.command.at(-1) ?? "", memoryMegabytes);
  return { ...configuration, memoryMegabytes, command };
}

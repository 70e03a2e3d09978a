/** A backend that answers every path with 200: what is refused before it is seen by the status. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeRuntime, type OutsideFunction } from "#local/local-functions";

/** The ARN by which settings name it. */
export const anyPathArn = "arn:aws:lambda:us-east-1:123456789012:function:any-path";

const code = `exports.handler = async ({ path }) => ({
  statusCode: 200, headers: { "Content-Type": "text/plain" }, body: path
});`;

/** Writes the function; `remove` takes its folder away again. */
export async function anyPathBackend(): Promise<OutsideFunction & { remove(): Promise<void> }> {
  const taskRoot = await mkdtemp(join(tmpdir(), "interop-backend-"));
  await writeFile(join(taskRoot, "index.cjs"), code);
  return {
    command: nodeRuntime,
    handler: "index.handler",
    taskRoot,
    environment: {},
    timeoutMilliseconds: 10_000,
    remove: () => rm(taskRoot, { recursive: true, force: true }),
  };
}

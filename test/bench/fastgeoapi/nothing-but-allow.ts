/** An authorizer that does nothing but allow: what is left of its time is the platform's. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const code = `exports.handler = async (event) => ({
  principalId: "anybody",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: event.methodArn }],
  },
});
`;

/** Its deployment package, in a folder of its own. */
export async function nothingButAllow(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "ogc-api-bench-allow-"));
  await writeFile(join(folder, "index.cjs"), code);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

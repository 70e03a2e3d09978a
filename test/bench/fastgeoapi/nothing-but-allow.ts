/** An authorizer that allows everything, and says so in its log: what is left of its time is the platform's. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usualLineBytes } from "../report/usual-line.ts";

/** A line as long as ours, and a context like ours: reading both, and handing the context on, is the platform's work. */
const code = `const { writeSync } = require("node:fs");
const line = Buffer.from(JSON.stringify({ message: "x".repeat(${usualLineBytes(false)} - 15) }) + "\\n");
exports.handler = async (event) => {
  writeSync(1, line);
  return {
    principalId: "anybody",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: event.methodArn }],
    },
    context: { principalKind: "token", scheme: "bearer", issuer: "https://login.example.org", scopes: "openid" },
  };
};
`;

/** Its deployment package, in a folder of its own. */
export async function nothingButAllow(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "ogc-api-bench-allow-"));
  await writeFile(join(folder, "index.cjs"), code);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

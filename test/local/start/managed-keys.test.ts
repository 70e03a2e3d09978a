/** What `npm start` prints about managed keys works as printed, with the command that operators use. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { managedKeyLines } from "#local/start/managed-keys";
import { sampleSettings } from "#test/end-to-end/sample-settings";
import { type StartedProcess, startProcess } from "./started-process.ts";

const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));
const launcher = join(projectRoot, "cli/ogc-api-authorizer.js");

let folder: string;
let started: StartedProcess;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ogc-api-start-keys-"));
  const file = join(folder, "settings.json");
  const apiKeys = { managed: { environment: "local" }, refreshSeconds: 1 };
  await writeFile(file, JSON.stringify(sampleSettings({ apiKeys })));
  started = startProcess(["--port", "0", "--settings", file]);
  await started.prints("decisions:");
});
after(async () => {
  await started?.ends("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

/** Stands for curl, which not every machine has: says the status of an answer. */
const curl = `fetch(process.argv[4], { headers: [process.argv[3].split(": ")] }).then(({ status }) => console.log(status))`;

/** What the shell takes for npx and curl; a revocation is told what a person would answer. */
const functions = [
  `npx() { shift; case "$2" in revoke) set -- "$@" --yes;; esac; "${process.execPath}" "${launcher}" "$@"; }`,
  `curl() { "${process.execPath}" -e '${curl}' -- "$@"; }`,
];

async function shell(lines: readonly string[]) {
  const child = spawn("sh", ["-e"], { cwd: projectRoot, stdio: ["pipe", "pipe", "pipe"] });
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.error += chunk;
  });
  child.stdin.end([...functions, ...lines].join("\n"));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, ...said };
}

test("a key is made, used, replaced and revoked by what is printed", async () => {
  const printed = started.printed().split("decisions:")[0] ?? "";
  const lines = printed.slice(printed.indexOf("managed keys")).split("\n");
  const pasted = lines.filter((line) => /^(unset|export|npx|curl) /.test(line));
  const use = `${pasted.find((line) => line.startsWith("curl "))?.replace(/ '[^']*'$/, "")} ${wells(printed)}`;
  const useOld = use.replace("PARTNER_KEY", "OLD_KEY");
  const isOver = "sleep 1.1";
  const steps = pasted.flatMap((line) => {
    if (line.startsWith("curl ")) return [line, use];
    if (line.includes(" keys create ")) return [line, "OLD_KEY=$PARTNER_KEY"];
    if (line.includes(" keys rotate ")) return [line, isOver, useOld, use];
    if (line.includes(" keys revoke ")) return [line, isOver, useOld, use];
    return [line];
  });
  const { code, out, error } = await shell(steps);
  assert.equal(code, 0, error);
  const statuses = out.split("\n").filter((line) => /^\d{3}$/.test(line));
  assert.deepEqual(statuses, ["200", "200", "200", "200", "401", "401", "401", "401"], error);
  assert.match(out, /partner .*(?:active|ending).*\n.*partner .*(?:active|ending)/);
  assert.doesNotMatch(`${out}${error}${started.printed()}`, /ogc_local_/);
});

test("README shows the same life of a key, in six lines", () => {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8").split(/^## /m);
  const section = readme.find((text) => text.startsWith("Keys\n")) ?? "";
  const shown = section.split("\n").filter((line) => /^(export|npx|curl) /.test(line));
  const printed = managedKeyLines({
    stack: "ogc-api-local",
    awsEnvironment: {},
    apiKeyHeader: "X-API-Key",
    refreshSeconds: 60,
    address: "http://127.0.0.1:8080/v1/collections/wells/items?limit=2",
  }).filter((line) => /^(export|npx|curl) /.test(line));
  assert.deepEqual(
    shown.map((line) => line.replace(/ +# .*$/, "")),
    printed,
  );
  assert.equal(shown.length, 6);
});

const wells = (printed: string) =>
  `${/OGC_API_URL=(\S+)/.exec(printed)?.[1]}/collections/wells/items?limit=1`;

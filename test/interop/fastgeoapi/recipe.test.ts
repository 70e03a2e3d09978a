/** The recipe for fastgeoapi as a container image: its function's own variables start the real handler. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { projectRoot } from "#infra/project-root";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { freePort } from "#local/loopback/free-port";
import { ask } from "#test/http/exact-request";
import { pythonFunction } from "../process/python-function.ts";
import { fastgeoapiCommand, mountPath } from "./prepare.ts";
import { fastgeoapiBackend } from "./start-fastgeoapi.ts";

/** The variables and the handler that the recipe gives the function, as it is deployed for an address. */
async function deployedFunction(folder: string, url: string) {
  await promisify(execFile)(process.execPath, ["recipes/fastgeoapi/app.ts"], {
    cwd: projectRoot,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ url }) },
  });
  const { Resources } = JSON.parse(await readFile(join(folder, "fastgeoapi.template.json"), "utf8"));
  const made: { readonly Type: string; readonly Properties: Record<string, unknown> }[] =
    Object.values(Resources);
  const { Environment } = made.find(({ Type }) => Type === "AWS::Lambda::Function")?.Properties ?? {};
  const dockerfile = await readFile(join(projectRoot, "recipes/fastgeoapi/Dockerfile"), "utf8");
  const [, handler = ""] = /^CMD \["([\w.]+)"\]$/m.exec(dockerfile) ?? [];
  return { variables: (Environment as { Variables: Record<string, string> }).Variables, handler };
}

let api: LocalApi;
let folder = "";
let names: readonly string[] = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "interop-fastgeoapi-recipe-"));
  const port = await freePort();
  const { variables, handler } = await deployedFunction(join(folder, "out"), `http://127.0.0.1:${port}/v1`);
  names = Object.keys(variables);
  const [taskRoot, temporary] = [join(folder, "task"), join(folder, "tmp")];
  await mkdir(temporary);
  await mkdir(taskRoot);
  const configuration = "pygeoapi-config.yml";
  await cp(join(import.meta.dirname, configuration), join(taskRoot, configuration));
  await cp(join(import.meta.dirname, "data"), taskRoot, { recursive: true });
  // Here /tmp is everybody's.
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replace(/^\/tmp(?=\/|$)/, temporary)]),
  );
  const backend = { ...fastgeoapiBackend };
  api = await startLocalApi({
    port,
    settings: {
      version: 1,
      backend,
      apiKeys: {},
      accessRules: [{ who: { apiKey: "*" }, may: ["read"], on: { api: true, collections: ["*"] } }],
    },
    functionsByArn: {
      [backend.functionArn]: pythonFunction({
        python: fastgeoapiCommand("python"),
        handler,
        taskRoot,
        environment: { ...environment, PYTHONDONTWRITEBYTECODE: "1" },
      }),
    },
  });
});
after(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

test("serves the API with links to the address that it was deployed for", async () => {
  const headers = { "x-api-key": api.apiKey };
  const answer = await ask(api.url, `${mountPath}/collections/obs/items?limit=1`, { headers });
  assert.equal(answer.status, 200, answer.text);
  const { links, features } = JSON.parse(answer.text);
  assert.equal(features[0].properties.station, "harbour");
  const self = links.find(({ rel }: { rel: string }) => rel === "self").href;
  assert.ok(self.startsWith(`${api.url}${mountPath}/collections/obs/items`), self);
});

test("sets no ROOT_PATH unless the address has a domain's base path: behind a stage fastgeoapi would find nothing", () => {
  assert.ok(!names.includes("PROD_ROOT_PATH") && names.includes("PROD_FASTGEOAPI_CONTEXT"));
});

test("needs nothing in the image but the configuration and the data, and writes nothing beside them", async () => {
  const headers = { "x-api-key": api.apiKey };
  assert.equal((await ask(api.url, `${mountPath}/openapi`, { headers })).status, 200);
  const data = await readdir(join(import.meta.dirname, "data"));
  const expected = [...data, "pygeoapi-config.yml"].sort();
  assert.deepEqual((await readdir(join(folder, "task"))).sort(), expected);
  assert.ok((await readdir(join(folder, "tmp"))).includes("pygeoapi-openapi.yml"));
});

/** The ids that we read from the API definition which a real pygeoapi generates are those of its configuration. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { namedResources } from "#core/openapi/named-resources";
import { readOpenApiFile } from "#settings/read-open-api-file";
import { type PreparedPygeoapi, preparePygeoapi, pygeoapiCommand } from "./prepare.ts";

let pygeoapi: PreparedPygeoapi;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "interop-definition-"));
  pygeoapi = await preparePygeoapi("https://api.example.org/v1");
});
after(async () => {
  await pygeoapi?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The ids in what pygeoapi generates of its configuration as `change` has made it. */
async function namedBy(change: (configuration: string) => string, format: "json" | "yaml"): Promise<object> {
  const { PYGEOAPI_CONFIG: configured = "", ...environment } = pygeoapi.environment;
  const [configuration, definition] = [join(folder, "config.yml"), join(folder, `openapi.${format}`)];
  await writeFile(configuration, change(await readFile(configured, "utf8")));
  await promisify(execFile)(
    pygeoapiCommand("pygeoapi"),
    ["openapi", "generate", configuration, "--format", format, "--output-file", definition],
    { env: { ...process.env, ...environment, PYGEOAPI_CONFIG: configuration } },
  );
  const file = readOpenApiFile(definition, folder);
  assert.ok("document" in file);
  const named = namedResources(file.document);
  return {
    collections: [...(named?.collections ?? [])].sort(),
    processes: [...(named?.processes ?? [])].sort(),
  };
}

test("of its definition in YAML and in JSON", async () => {
  for (const format of ["yaml", "json"] as const) {
    assert.deepEqual(await namedBy((configuration) => configuration, format), {
      collections: ["cities", "lakes", "wells"],
      processes: ["hello-world", "water-balance"],
    });
  }
});

test("but for hidden collections, which it serves and leaves out: `api.unlistedIds` is for them", async () => {
  const hide = (configuration: string) =>
    configuration.replace("  wells:\n    type: collection\n", "$&    visibility: hidden\n");
  assert.deepEqual(await namedBy(hide, "yaml"), {
    collections: ["cities", "lakes"],
    processes: ["hello-world", "water-balance"],
  });
});

/** docs/clients.md holds: every command and every Python program of it reads what is protected, and not without a key. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { type ProtectedStac, startProtectedStac } from "../stac/start-stac.ts";
import { documentedBlocks } from "./documented-blocks.ts";
import { runProgram, runPython } from "./program.ts";
import { readAll } from "./read-wells.ts";
import { startWater } from "./start-water.ts";

describe("docs/clients.md:", () => {
  let api: LocalApi;
  let environment: Readonly<Record<string, string>>;
  const forged = {
    OGC_API_KEY: randomBytes(24).toString("base64url"),
    OGC_API_TOKEN: randomBytes(24).toString("base64url"),
  };
  before(async () => {
    // As docs/backends.md advises where keys come by the query.
    api = await startWater({ handler: "guarded_handler.handler" });
    const token = await api.token({ scope: "wells:read" });
    environment = { OGC_API_URL: api.url, OGC_API_KEY: api.apiKey, OGC_API_TOKEN: token };
  });
  after(() => api?.close());

  const commands = documentedBlocks("sh").flatMap((block) => block.trim().split("\n"));
  assert.ok(commands.length >= 9, "the page has fewer commands than this test was written for");
  for (const command of commands) {
    test(command, async () => {
      const { code, output, errors } = await runProgram("sh", ["-c", command], environment);
      assert.equal(code, 0, errors);
      assert.match(output, /w-101/);
      const refused = await runProgram("sh", ["-c", command], { ...environment, ...forged });
      assert.match(refused.output + refused.errors, /401/);
      assert.doesNotMatch(refused.output, /w-101/);
    });
  }

  test("GDAL adds a key of the query to links that have none, and reads on", async () => {
    const query = `?apikey=${api.apiKey}`;
    const page = await ask(api.url, `/collections/wells/items${query}&limit=1`);
    const links: readonly { readonly rel: string; readonly href: string }[] = JSON.parse(page.text).links;
    assert.ok(links.some(({ rel, href }) => rel === "next" && !href.includes("apikey")));
    await readAll(api, { query });
  });

  const programs = documentedBlocks("python", "OWSLib");
  assert.equal(programs.length, 3);
  for (const [index, program] of programs.entries()) {
    test(`the program ${index + 1} with OWSLib`, async () => {
      const { code, output, errors } = await runPython(["-c", program], environment);
      assert.equal(code, 0, errors);
      assert.equal(output.trim(), "['w-101', 'w-102']");
      const refused = await runPython(["-c", program], { ...environment, ...forged });
      assert.equal(refused.code, 1);
      assert.doesNotMatch(refused.output, /w-101/);
    });
  }

  test("OWSLib takes a key in the query behind a slash alone: without one it leaves the stage", async () => {
    const program = `
import os, sys
from owslib.ogcapi.features import Features
address = f"{os.environ['OGC_API_URL']}{sys.argv[1]}?apikey={os.environ['OGC_API_KEY']}"
print([well["id"] for well in Features(address).collection_items("wells", limit=2)["features"]])
`;
    const { output, errors } = await runPython(["-c", program, "/"], environment);
    assert.equal(output.trim(), "['w-101', 'w-102']", errors);
    const outside = await runPython(["-c", program, ""], environment);
    assert.deepEqual([outside.code, outside.output], [1, ""]);
    assert.match(outside.errors, /\{"message":"Forbidden"\}/);
  });

  test("OWSLib sends the headers of one object with every later one", async () => {
    const program = `
import os
from owslib.ogcapi.features import Features
Features(os.environ["OGC_API_URL"], headers={"X-API-Key": os.environ["OGC_API_KEY"]})
print([well["id"] for well in Features(os.environ["OGC_API_URL"]).collection_items("wells")["features"]])
`;
    const { output, errors } = await runPython(["-c", program], environment);
    assert.match(output, /w-101/, errors);
  });
});

describe("docs/clients.md on pystac-client:", () => {
  let api: ProtectedStac;
  before(async () => {
    api = await startProtectedStac("/v1");
  });
  after(() => api?.close());

  const [program = assert.fail("the page has no program")] = documentedBlocks("python", "pystac-client");
  const header = /headers=\{.*\}/;
  assert.match(program, header);

  const read = (text: string, variables: Readonly<Record<string, string>> = {}) =>
    runPython(["-c", text], {
      STAC_API_URL: `${api.url}/stac/`,
      OGC_API_KEY: api.apiKey,
      ...variables,
    });

  test("its program reads a protected collection", async () => {
    const { code, output, errors } = await read(program);
    assert.equal(code, 0, errors);
    assert.equal(output.trim(), "['1']");
  });

  test("so does a token in its place", async () => {
    const { authorization = "" } = await api.withScope("catalog:read");
    const withToken = program.replace(header, 'headers={"Authorization": os.environ["GIVEN"]}');
    const { output, errors } = await read(withToken, { GIVEN: authorization });
    assert.equal(output.trim(), "['1']", errors);
  });

  test("so does a key in the query, where the API takes it there", async () => {
    const inQuery = program.replace(header, 'parameters={"apikey": os.environ["OGC_API_KEY"]}');
    const { output, errors } = await read(inQuery);
    assert.equal(output.trim(), "['1']", errors);
  });

  test("a search needs a right to read every collection", async () => {
    const search = program.replace(
      /catalog\.get_collection\(.*\)\.get_items\(\)/,
      "catalog.search().items()",
    );
    assert.notEqual(search, program);
    const refused = await read(search);
    assert.deepEqual([refused.code, refused.output], [1, ""]);
    assert.match(refused.errors, /"status":403/);
    const { authorization = "" } = await api.withScope("catalog:read");
    const withToken = search.replace(header, 'headers={"Authorization": os.environ["GIVEN"]}');
    const { output, errors } = await read(withToken, { GIVEN: authorization });
    assert.equal(output.trim(), "['1', '1']", errors);
  });

  test("without either it is refused", async () => {
    const { code, output, errors } = await read(program.replace(header, "headers={}"));
    assert.equal(code, 1);
    assert.equal(output, "");
    assert.match(errors, /Unauthorized/);
  });
});

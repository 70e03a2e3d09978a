/** GDAL reads a protected collection page by page, with a key in every place and with a token, and fails without. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { DecisionLine } from "#adapters/decision-log";
import type { LocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { runProgram } from "./program.ts";
import { startWater } from "./start-water.ts";

/** Names of features as ogrinfo prints them. */
const names = (output: string) => [...output.matchAll(/name \(String\) = (.*)/g)].map(([, name]) => name);
const allWells = ["Well 101", "Well 102", "Well 103", "Well 104"];

interface Given {
  readonly query?: string;
  readonly options?: readonly string[];
}

/** Reads the wells, one feature a page. */
const read = (api: LocalApi, { query = "", options = [] }: Given) =>
  runProgram("ogrinfo", [
    ...["-ro", "-al", "-q", `OAPIF:${api.url}${query}`, "wells", "-oo", "PAGE_SIZE=1"],
    ...options,
  ]);

/** Reads all wells, with decisions about each request that this took: all allowed, and nobody anonymous. */
async function readAll(api: LocalApi, given: Given): Promise<void> {
  const earlier = new Set<DecisionLine>(api.decisions);
  const { code, output, errors } = await read(api, given);
  assert.equal(code, 0, errors);
  assert.deepEqual(names(output), allWells);
  const since = () => api.decisions.filter((each) => !earlier.has(each));
  // The lines come by another way than the answers.
  for (let waited = 0; waited < 2000 && since().length <= allWells.length; waited += 50) await sleep(50);
  assert.ok(since().length > allWells.length, `only ${since().length} requests`);
  for (const { outcome, principalKind } of since()) {
    assert.equal(outcome, "allowed");
    assert.notEqual(principalKind, "anonymous");
  }
}

describe("ogrinfo on the protected wells, one feature a page,", () => {
  let api: LocalApi;
  let token: string;
  let folder: string;
  let headerFile: string;
  const log: string[] = [];
  before(async () => {
    api = await startWater({ onLog: (_, line) => log.push(line) });
    token = await api.token({ scope: "wells:read" });
    folder = await mkdtemp(join(tmpdir(), "interop-gdal-"));
    headerFile = join(folder, "headers.txt");
    await writeFile(headerFile, `X-API-Key: ${api.apiKey}\n`, { mode: 0o600 });
  });
  after(async () => {
    await api?.close();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const ways: Readonly<Record<string, () => Given>> = {
    "the key in its header": () => ({
      options: ["--config", "GDAL_HTTP_HEADERS", `X-API-Key: ${api.apiKey}`],
    }),
    "the key in a file of headers": () => ({ options: ["--config", "GDAL_HTTP_HEADER_FILE", headerFile] }),
    "a token": () => ({
      options: ["--config", "GDAL_HTTP_HEADERS", `Authorization: Bearer ${token}`],
    }),
    "the key as the user name of HTTP Basic": () => ({ options: ["-oo", `USERPWD=${api.apiKey}:`] }),
    "the key as the password of HTTP Basic": () => ({ options: ["-oo", `USERPWD=gdal:${api.apiKey}`] }),
    "the key in the query": () => ({ query: `?apikey=${api.apiKey}` }),
  };
  for (const [way, given] of Object.entries(ways)) {
    test(`reads all pages with ${way}, which comes with each of its requests`, async () => {
      await readAll(api, given());
      assert.ok(!JSON.stringify([api.decisions, log]).includes(api.apiKey), "the key is in a log");
    });
  }

  const wrong = randomBytes(24).toString("base64url");
  const wrongWays: Readonly<Record<string, Given>> = {
    "nothing at all": {},
    "a wrong key": { options: ["--config", "GDAL_HTTP_HEADERS", `X-API-Key: ${wrong}`] },
    "a wrong password": { options: ["-oo", `USERPWD=gdal:${wrong}`] },
    "a wrong key in the query": { query: `?apikey=${wrong}` },
    "a token that is none": { options: ["--config", "GDAL_HTTP_HEADERS", `Authorization: Bearer ${wrong}`] },
  };
  for (const [way, given] of Object.entries(wrongWays)) {
    test(`reads nothing with ${way}, and shows what the 401 says`, async () => {
      const { output, errors } = await read(api, given);
      assert.deepEqual(names(output), []);
      assert.match(errors, /HTTP error code : 401/);
      assert.match(errors, /Authenticate in one of the ways that the WWW-Authenticate header names/);
    });
  }

  test("is told 403 where the token is good and lacks the scope", async () => {
    const other = await api.token({ scope: "other" });
    const options = ["--config", "GDAL_HTTP_HEADERS", `Authorization: Bearer ${other}`];
    const { output, errors } = await read(api, { options });
    assert.deepEqual(names(output), []);
    assert.match(errors, /HTTP error code : 403/);
  });
});

test("ogrinfo reads all pages with the key in the query, also of a pygeoapi whose links have no key", async (context) => {
  const api = await startWater({ handler: "guarded_handler.handler" });
  context.after(() => api.close());
  const query = `?apikey=${api.apiKey}`;
  const page = await ask(api.url, `/collections/wells/items${query}&limit=1`);
  const links: readonly { readonly rel: string; readonly href: string }[] = JSON.parse(page.text).links;
  assert.ok(links.some(({ rel, href }) => rel === "next" && !href.includes("apikey")));
  await readAll(api, { query });
});

/** GDAL reads a protected collection page by page, with a key in every place and with a token, and fails without. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { LocalApi } from "#local/local-api";
import { type Given, names, read, readAll } from "./read-wells.ts";
import { startWater } from "./start-water.ts";

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

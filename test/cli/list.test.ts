/** `explain --list`: each line says what `explain` says about the request that stands for it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, test } from "node:test";
import {
  collectionRequests,
  listing,
  processRequests,
  type Representative,
  singleParts,
} from "#cli/explain/list/representative-requests";
import { apiLayout } from "#core/api-layout";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { ran } from "./ran.ts";

const settings = ["--settings", "docs/policy/examples/access-rules/settings.json"];
const claims = "docs/policy/examples/access-rules/";

async function json(...commandLine: readonly string[]) {
  const { code, written, warned } = await ran(["explain", ...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

interface Line {
  readonly name: string;
  readonly actions: readonly string[];
}

describe("a list", () => {
  const layout = apiLayout();
  const readsCollection = (id: string): Representative => ({
    action: "read",
    method: "GET",
    path: `/collections/${id}`,
  });

  for (const who of ["anonymous", "partner", `${claims}ann.json`, `${claims}bob.json`]) {
    test(`says of ${who} what single requests would be answered`, async () => {
      const { parts, collections, processes } = await json("--list", "--as", who, ...settings);
      const requestsOf = new Map<string, readonly Representative[]>([
        ...[...singleParts(layout), listing(layout, "collection"), listing(layout, "process")].map(
          ({ name, requests }) => [name, requests] as const,
        ),
        ...collections.map(({ name }: Line) => [
          name,
          [readsCollection(name), ...collectionRequests(layout, name)],
        ]),
        ...processes.map(({ name }: Line) => [name, processRequests(layout, name)]),
      ]);
      for (const { name, actions } of [...parts, ...collections, ...processes] as Line[]) {
        const allowed: string[] = [];
        for (const { method, path, action, contentType } of requestsOf.get(name) ?? assert.fail(name)) {
          const type = contentType === undefined ? [] : ["--content-type", contentType];
          const { outcome } = await json(method, path, ...type, "--as", who, ...settings);
          if (outcome.kind === "allowed") allowed.push(action);
        }
        assert.deepEqual(actions, allowed, name);
      }
      assert.ok(collections.length === 4 && processes.length === 1);
    });
  }

  test("takes collections and processes from a live API, with the header that it wants", async () => {
    const server = createServer(({ url, headers }, response) => {
      if (headers["x-api-key"] !== "k") response.writeHead(401).end();
      else if (url === "/collections") response.end('{"collections":[{"id":"wells"},{"id":"new"}]}');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { collections, source } = await json(
        ...["--list", "--as", "partner", ...settings, "--api", api, "--api-header", "X-API-Key: k"],
      );
      assert.deepEqual(collections, [
        { name: "wells", actions: ["read"] },
        { name: "new", actions: [] },
      ]);
      assert.equal(source, api);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  describe("takes them from an OpenAPI document", () => {
    const document = (paths: object) => {
      const file = path.join(temporaryFolder(), "openapi.json");
      writeFileSync(file, JSON.stringify({ openapi: "3.0.3", paths }));
      return file;
    };
    const list = (file: string) => json("--list", "--as", "partner", ...settings, "--api", file);
    const names = (lines: readonly Line[]) => lines.map(({ name }) => name);

    test("that an option or the settings name", async () => {
      const own = await json("--list", "--as", "partner", ...settings);
      assert.deepEqual(names(own.collections), ["lakes", "cities", "wells", "pipelines"]);
      const other = await list(document({ "/collections/new/items": {}, "/processes/p/execution": {} }));
      assert.deepEqual([names(other.collections), names(other.processes)], [["new"], ["p"]]);
    });

    test("or from the rules, where the document stands for any id", async () => {
      const { collections, processes, source } = await list(document({ "/collections/{id}": { get: {} } }));
      assert.deepEqual([names(collections), names(processes)], [["cities", "lakes", "wells"], []]);
      assert.match(source, /any collections: those that access rules name/);
    });

    test("that is one", async () => {
      for (const file of ["nowhere.json", "docs/policy/README.md", "package.json"]) {
        const { code, warned } = await ran(["explain", "--list", "--as", "a", ...settings, "--api", file]);
        assert.equal(code, 1);
        assert.match(warned, /^--api: /);
      }
    });
  });

  test("of a rejected credential is empty", async () => {
    const { code, written } = await ran([
      ...["explain", "--list", ...settings, "--as", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"],
    ]);
    assert.equal(code, 0);
    assert.match(written, /not recognised: token_issuer_unknown[\s\S]*Every request is answered with 401/);
  });

  test("is not made where nobody can say", async () => {
    const opa = ["--settings", "docs/policy/examples/fastgeoapi/settings.json"];
    const { code, written, warned } = await ran(["explain", "--list", "--as", "partner", ...opa]);
    assert.deepEqual([code, written], [1, ""]);
    assert.match(warned, /policy\.url/);
  });

  test("is about everything or nothing", async () => {
    for (const [words, message] of [
      [["GET", "/", "--list"], /leave out method/],
      [["GET", "/", "--api", "x"], /goes with --list/],
      [["--list", "--api-header", "a: b"], /goes with --api/],
    ] as const) {
      const { code, warned } = await ran(["explain", ...words, "--as", "anonymous"]);
      assert.equal(code, 1);
      assert.match(warned, message);
    }
  });
});

/** Which collections and processes a live API has: read from it alone, page by page, within bounds. */
import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { idsOfLiveApi } from "#cli/explain/list/live-api";

type Answer = (response: ServerResponse, origin: string, key: string | undefined) => void;

const json =
  (body: unknown): Answer =>
  (response) =>
    response.end(JSON.stringify(body));
const status =
  (code: number, headers = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** Runs with an API that answers by path, and 404 elsewhere. */
async function withApi<Result>(
  answers: Readonly<Record<string, Answer>>,
  use: (address: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    const answer = answers[request.url ?? ""] ?? status(404);
    answer(response, origin, request.headers["x-api-key"]?.toString());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const item = (id: unknown) => ({ id, links: [] });

describe("the ids of a live API", () => {
  test("are those of all pages of both listings, each once", async () => {
    const ids = await withApi(
      {
        "/api/collections": (response, origin) =>
          json({ collections: [item("a"), item("b")], links: [{ rel: "next", href: `${origin}/api/more` }] })(
            response,
            origin,
            undefined,
          ),
        "/api/more": json({ collections: [item("b"), item("c"), item(7), null] }),
        "/api/processes": json({ processes: [item("hello")] }),
      },
      (address) => idsOfLiveApi(`${address}/api/`, {}),
    );
    assert.deepEqual(ids, { collections: ["a", "b", "c"], processes: ["hello"] });
  });

  test("may be of one listing only", async () => {
    const ids = await withApi({ "/collections": json({ collections: [item("a")] }) }, (address) =>
      idsOfLiveApi(address, {}),
    );
    assert.deepEqual(ids, { collections: ["a"], processes: [] });
  });

  test("are asked for with the headers that are given", async () => {
    const answer: Answer = (response, _origin, key) =>
      key === "secret" ? response.end('{"collections":[]}') : response.writeHead(401).end();
    await withApi({ "/collections": answer }, async (address) => {
      await idsOfLiveApi(address, { "x-api-key": "secret" });
      await assert.rejects(idsOfLiveApi(address, {}), /answered with 401: give a credential by --api-header/);
    });
  });

  test("are not read where headers would go over a line that anyone may read", async () => {
    await assert.rejects(idsOfLiveApi("http://api.example.org", { "x-api-key": "secret" }), /https/);
  });

  test("are not read from what is no landing page's address, and nothing of a password in it is said", async () => {
    for (const address of [
      "http://",
      "https://u:secret@api.example.org",
      "https://api.example.org?key=secret",
    ]) {
      await assert.rejects(idsOfLiveApi(address, {}), ({ message }: Error) => {
        return message.startsWith("--api must be") && !message.includes("secret");
      });
    }
  });

  test("are refused, and nobody else is asked, when the answer leads elsewhere or is none", async () => {
    const elsewhere = "http://127.0.0.1:9/collections";
    const cases: readonly (readonly [Answer, RegExp])[] = [
      [json({ collections: [], links: [{ rel: "next", href: elsewhere }] }), /another origin/],
      [status(302, { location: elsewhere }), /redirects \(302\): name the address/],
      [status(500), /status 500/],
      [(response) => response.end("<html>"), /JSON object/],
      [json([]), /JSON object/],
      [json({ items: [] }), /no list `collections`/],
    ];
    for (const [answer, message] of cases) {
      await assert.rejects(
        withApi({ "/collections": answer }, (address) => idsOfLiveApi(address, {})),
        message,
      );
    }
    await assert.rejects(
      withApi({}, (address) => idsOfLiveApi(address, {})),
      /neither \/collections nor \/processes/,
    );
  });

  test("end with the pages, also when these never do", async () => {
    let page = 0;
    const endless: Answer = (response, origin) =>
      json({ collections: [], links: [{ rel: "next", href: `${origin}/collections?page=${++page}` }] })(
        response,
        origin,
        undefined,
      );
    const answers = new Proxy<Record<string, Answer>>({}, { get: () => endless });
    await assert.rejects(
      withApi(answers, (address) => idsOfLiveApi(address, {})),
      /more than 200 pages/,
    );
  });
});

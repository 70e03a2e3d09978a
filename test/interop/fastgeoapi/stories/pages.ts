/** fastgeoapi's pages behind the gateway: what they are made of, and where they and its documents link to. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, type ExactAnswer } from "#test/http/exact-request";
import { mountPath } from "../prepare.ts";
import type { ProtectedFastgeoapi } from "../start-protected.ts";

/** The pages, their files, and links. */
export function pages(api: () => ProtectedFastgeoapi): void {
  describe("fastgeoapi's pages", () => {
    const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<ExactAnswer> =>
      ask(api().url, `${mountPath}${path}`, { headers });

    /** Addresses of this server that a page links to or is made of. */
    const addresses = (html: string): string[] =>
      [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].flatMap(([, address]) =>
        address?.startsWith("http://127.0.0.1") ? [address] : [],
      );

    test("are made of files below the mount path, which anyone gets", async () => {
      const { status, headers, text } = await get("/collections/lakes?f=html");
      assert.equal(status, 200);
      assert.match(headers["content-type"] ?? "", /^text\/html/);
      const files = addresses(text).filter((address) => address.includes("/static/"));
      assert.ok(files.length >= 2, text.slice(0, 500));
      for (const file of files) {
        assert.ok(file.startsWith(`${api().url}${mountPath}/static/`), file);
        const answer = await get(file.slice(`${api().url}${mountPath}`.length));
        assert.equal(answer.status, 200, file);
        assert.ok(answer.bytes.length > 0);
      }
    });

    test("and documents link to our address, with the stage and the mount path", async () => {
      for (const path of ["/", "/collections", "/collections/lakes/items"]) {
        const page = addresses((await get(`${path}?f=html`)).text);
        const { links } = JSON.parse((await get(path)).text);
        const own = links
          .map(({ href }: { href: string }) => href)
          .filter((href: string) => href.startsWith("http://127.0.0.1"));
        assert.ok(page.length > 3 && own.length > 1, path);
        for (const address of [...page, ...own]) {
          assert.ok(address.startsWith(`${api().url}${mountPath}`), `${path}: ${address}`);
        }
      }
    });

    test("of its own kind (`_html`) are asked of fastgeoapi, which has none without its extra", async () => {
      const { status, headers } = await get("/_html/page.js");
      assert.equal(status, 404);
      assert.match(headers["content-type"] ?? "", /^text\/plain/);
    });

    test("redirect from the mount path without its slash to an address without the stage: a limit of fastgeoapi", async () => {
      const { status, headers } = await get("?f=json");
      assert.equal(status, 307);
      const { origin } = new URL(api().url);
      assert.equal(headers.location, `${origin}${mountPath}/?f=json`);
    });
  });
}

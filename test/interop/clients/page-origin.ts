/** A web server that stands for somebody else's site: an origin with pages that call the API. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface PageOrigin {
  /** Such as `http://127.0.0.1:50123`, as browsers write it into `Origin`. */
  readonly origin: string;
  close(): Promise<void>;
}

export interface ServedFile {
  readonly type: string;
  readonly content: string | Buffer;
}

/** Serves files by their paths, also those that are added later; `/` is an empty page where the files have none. */
export async function servePages(files: Readonly<Record<string, ServedFile>> = {}): Promise<PageOrigin> {
  const empty: ServedFile = { type: "text/html", content: "<!doctype html><title>A page</title>" };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const file = files[pathname] ?? (pathname === "/" ? empty : undefined);
    if (file === undefined) return response.writeHead(404).end();
    // Swagger UI's JavaScript is not ASCII.
    response.writeHead(200, { "content-type": `${file.type}; charset=utf-8` }).end(file.content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

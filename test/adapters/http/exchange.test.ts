/** One HTTP exchange within bounds, against servers that misbehave. */
import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";
import { type HttpRequest, httpExchange } from "#adapters/http/exchange";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
}

const ask = (url: URL, more: Partial<HttpRequest> = {}) =>
  httpExchange({ url, method: "GET", headers: {}, timeoutMilliseconds: 5000, maximumBytes: 1000, ...more });

test("gives status, media type and body", async () => {
  const url = await serving((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(201, { "content-type": "text/plain" }).end(request.method));
  });
  const answer = await ask(url, { method: "POST", body: "{}" });
  assert.ok(answer.kind === "answered");
  assert.deepEqual([answer.status, answer.contentType, answer.body.toString()], [201, "text/plain", "POST"]);
});

test("follows no redirect", async () => {
  const url = await serving((_, response) =>
    response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
  );
  const answer = await ask(url);
  assert.equal(answer.kind === "answered" && answer.status, 302);
});

test("is too late when the answer does not begin, and when it drips", async () => {
  const silent = await serving(() => {});
  assert.equal((await ask(silent, { timeoutMilliseconds: 50 })).kind, "too-late");
  const dripping = await serving((_, response) => {
    const timer = setInterval(() => response.write("."), 5);
    response.on("close", () => clearInterval(timer));
  });
  assert.equal((await ask(dripping, { timeoutMilliseconds: 100 })).kind, "too-late");
});

test("is too late at once when no time is left", async () => {
  let asked = 0;
  const url = await serving((_, response) => {
    asked++;
    response.end();
  });
  assert.equal((await ask(url, { timeoutMilliseconds: 0 })).kind, "too-late");
  assert.equal(asked, 0);
});

test("reads no more than the bound of a large answer", async () => {
  let sent = 0;
  const url = await serving((_, response) => {
    const send = () => {
      while (sent < 50_000_000 && response.write(Buffer.alloc(65_536))) sent += 65_536;
    };
    response.on("drain", send);
    response.on("error", () => {});
    send();
  });
  assert.equal((await ask(url)).kind, "too-large");
  assert.ok(sent < 50_000_000, "the server was cut off");
});

test("fails with a code when nobody listens, and when the answer breaks off", async () => {
  const refused = await ask(new URL("http://127.0.0.1:1/"));
  assert.match(refused.kind === "failed" ? refused.reason : "", /ECONNREFUSED/);
  const broken = await serving((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  assert.equal((await ask(broken)).kind, "failed");
});

test("asks once more when a kept connection was reset before any answer, and only then", async () => {
  let requests = 0;
  const url = await serving((request, response) => {
    requests++;
    if (requests === 2) request.socket.resetAndDestroy();
    else response.end("ok");
  });
  assert.equal((await ask(url)).kind, "answered");
  assert.equal((await ask(url)).kind, "answered");
  assert.equal(requests, 3);

  requests = 1;
  const fresh = await serving((request) => request.socket.resetAndDestroy());
  assert.equal((await ask(fresh)).kind, "failed");
});

test("asks exactly what the address says: host, path, query and user, and no fragment", async () => {
  const asked: unknown[] = [];
  const url = await serving((request, response) => {
    const { host, authorization } = request.headers;
    asked.push([request.url, host, authorization]);
    response.end();
  });
  await ask(new URL(`http://ada:a%40b@${url.host}/a%2Fb/?c=%20d#e`));
  await ask(new URL(`http://localhost:${url.port}`));
  const basic = `Basic ${Buffer.from("ada:a@b").toString("base64")}`;
  assert.deepEqual(asked, [
    ["/a%2Fb/?c=%20d", url.host, basic],
    ["/", `localhost:${url.port}`, undefined],
  ]);
});

test("takes an IPv6 address for an address, not for a name that somebody is asked about", async () => {
  const answer = await ask(new URL("http://[::1]:1/"));
  assert.equal(answer.kind, "failed");
  assert.doesNotMatch(answer.reason, /ENOTFOUND|EAI_AGAIN/);
});

test("gives a header's values one by one, and a body that came in parts as a whole", async () => {
  const url = await serving((_, response) => {
    response.writeHead(200, [
      ["X-Said", "once"],
      ["x-said", "twice"],
    ]);
    response.write("one, ", () => setTimeout(() => response.end("two"), 20));
  });
  const answer = await ask(url);
  assert.ok(answer.kind === "answered");
  assert.deepEqual(answer.headers["x-said"], ["once", "twice"]);
  assert.equal(answer.body.toString(), "one, two");
  assert.equal(answer.contentType, "");
});

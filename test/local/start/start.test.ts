/** `npm start`: what it prints works as printed, and Ctrl-C leaves nothing behind. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startProcess } from "./started-process.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ogc-api-start-test-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Sends what a printed curl line would; knows the options that are printed. */
async function send(curl: string): Promise<Response> {
  const words = [...curl.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const request: { method: string; headers: Record<string, string> } = { method: "GET", headers: {} };
  let url = "";
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "-X") request.method = words[++index] ?? "";
    else if (word === "-H") {
      const [name = "", value = ""] = (words[++index] ?? "").split(": ");
      request.headers[name] = value;
    } else if (word !== "-i") url = word;
  }
  return fetch(url, request);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

describe("npm start", () => {
  test("prints requests that are answered as it says, a line per decision, and ends without a trace", async () => {
    const started = startProcess(["--port", "0"], { TMPDIR: folder });
    await started.prints("decisions:");
    const lines = started.printed().split("\n");
    const requests = lines.flatMap((line, index) => {
      const [, status] = /^(\d{3}): /.exec(lines[index - 1] ?? "") ?? [];
      return status === undefined || !line.startsWith("curl ")
        ? []
        : [{ curl: line, status: Number(status) }];
    });
    assert.deepEqual(requests.map(({ status }) => status).toSorted(), [200, 200, 200, 401, 403]);
    for (const { curl, status } of requests) {
      const answer = await send(curl);
      assert.equal(answer.status, status, curl);
      if (status === 401) assert.match(answer.headers.get("www-authenticate") ?? "", /Bearer .*ApiKey /);
    }
    await started.prints("403 DELETE /v1/collections/wells/items/1  forbidden: insufficient_scope");

    const exported = Object.fromEntries(
      [...started.printed().matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
    assert.deepEqual(Object.keys(exported), [
      "OGC_API_URL",
      "OGC_API_KEY",
      "OGC_API_TOKEN",
      "AWS_ENDPOINT_URL",
      "AWS_REGION",
      "AWS_DEFAULT_REGION",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
    ]);
    const decisions = started.printed().split("decisions:")[1] ?? "";
    assert.ok(
      !decisions.includes(exported.OGC_API_KEY ?? "") && !decisions.includes(exported.OGC_API_TOKEN ?? ""),
    );

    assert.equal(await started.ends("SIGINT"), 0);
    const ports = [...started.printed().matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)].map(([, port]) =>
      Number(port),
    );
    for (const port of new Set(ports)) assert.equal(await isListening(port), false, `port ${port}`);
    assert.deepEqual(await readdir(folder), []);
  });

  test("protects a server that already runs, and warns of links that lead around the gateway", async () => {
    const server = createServer((request, response) => {
      const links = [{ rel: "data", href: `http://127.0.0.1:${port}/collections` }];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ links, url: request.url, host: request.headers.host }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const started = startProcess(["--port", "0", "--backend", `http://127.0.0.1:${port}`]);
    try {
      await started.prints("leads around the gateway");
      await started.prints("pygeoapi: server.cors: true");
      const [, url = "", key = ""] =
        /OGC_API_URL=(\S+)\nexport OGC_API_KEY=(\S+)/.exec(started.printed()) ?? [];
      assert.equal((await fetch(`${url}/collections/wells/items`)).status, 401);
      const answer = await fetch(`${url}/collections/wells/items?limit=1`, { headers: { "x-api-key": key } });
      assert.deepEqual(
        [answer.status, ((await answer.json()) as { url: string }).url],
        [200, "/collections/wells/items?limit=1"],
      );
    } finally {
      await started.ends("SIGTERM");
      server.close();
    }
  });

  test("names the API's address with its base path, and requests to try there", async () => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/geoapi/" ? 200 : 404, { "content-type": "application/json" });
      response.end('{"links": []}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:fastgeoapi";
    const settings = join(folder, "below.json");
    await writeFile(
      settings,
      JSON.stringify({
        version: 1,
        apiKeys: { header: "X-Key" },
        tokens: { issuers: [{ issuer: "http://127.0.0.1:0", audiences: ["ogc-api"] }] },
        backend: { kind: "lambda", functionArn, basePath: "/geoapi" },
        accessRules: [{ who: "signed-in", may: ["read"], on: { api: true } }],
      }),
    );
    const backend = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const started = startProcess(["--port", "0", "--settings", settings, "--backend", backend]);
    try {
      await started.prints("decisions:");
      assert.match(started.printed(), /^export OGC_API_URL=http:\/\/127\.0\.0\.1:\d+\/v1\/geoapi$/m);
      const requests = started
        .printed()
        .split("\n")
        .filter((line) => line.startsWith("curl -i "));
      const statuses = await Promise.all(requests.map(async (curl) => (await send(curl)).status));
      assert.deepEqual(statuses, [401, 200, 200]);
    } finally {
      await started.ends("SIGTERM");
      server.close();
    }
  });

  test("takes keys from a file, under a secret of the settings or of the stack, and prints none of them", async () => {
    const key = randomBytes(24).toString("base64url");
    const pepper = randomBytes(24).toString("base64url");
    const keys = join(folder, "api-keys.json");
    await writeFile(keys, JSON.stringify({ pepper, keys: { partner: key } }), { mode: 0o600 });
    const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:keys-AbCdEf";
    const accessRules = [{ who: { apiKey: "partner" }, may: ["read"], on: { collections: ["wells"] } }];
    for (const [apiKeys, option] of [
      [{ secretArn }, ["--secret", `${secretArn}=${keys}`]],
      [{}, ["--api-keys", keys]],
    ] as const) {
      const settings = join(folder, "own-keys.json");
      await writeFile(settings, JSON.stringify({ version: 1, apiKeys, accessRules }));
      const started = startProcess(["--port", "0", "--settings", settings, ...option]);
      try {
        await started.prints("decisions:");
        const [, url = ""] = /OGC_API_URL=(\S+)/.exec(started.printed()) ?? [];
        const wells = `${url}/collections/wells/items?limit=1`;
        assert.equal((await fetch(wells)).status, 401);
        assert.equal((await fetch(wells, { headers: { "x-api-key": key } })).status, 200);
        await started.prints("200 GET");
      } finally {
        await started.ends("SIGTERM");
      }
      assert.doesNotMatch(started.printed(), /OGC_API_KEY/);
      for (const secret of [key, pepper]) assert.ok(!started.printed().includes(secret));
    }
  });

  test("says in a line what to change, and exits with 1", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const bad = join(folder, "bad.json");
    const lambda = join(folder, "lambda.json");
    await writeFile(bad, '{"version": 1, "apiKey": {}}');
    const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:pygeoapi";
    const rule = { who: "anyone", may: ["read"], on: { api: true } };
    const backend = { kind: "lambda", functionArn };
    await writeFile(lambda, JSON.stringify({ version: 1, apiKeys: {}, backend, accessRules: [rule] }));
    const secretToken = join(folder, "secret-token.json");
    const policy = {
      engine: "remote",
      url: "https://opa.example.org",
      tokenSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:opa-token-AbCdEf",
    };
    await writeFile(secretToken, JSON.stringify({ version: 1, apiKeys: {}, policy }));
    const introspected = join(folder, "introspected.json");
    const clientSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:client-AbCdEf";
    const login = "https://login.example.org";
    const opaque = { issuer: login, audiences: ["a"], introspection: { url: login, clientSecretArn } };
    const asking = { version: 1, tokens: { opaque: [opaque] }, accessRules: [rule] };
    await writeFile(introspected, JSON.stringify(asking));
    const cases: [string[], RegExp][] = [
      [["--port", "many"], /--port.*number from 0 to 65535/],
      [["--backend", "ftp://127.0.0.1"], /--backend.*address/],
      [["--opa-url", "http://opa.example.org"], /--opa-url.*of this machine/],
      [["--opa-token-file", join(folder, "none.txt")], /none\.txt.*--opa-token-file/],
      [["--opa-token-file", bad], /--opa-url/],
      [["--settings", secretToken], /policy\.tokenSecretArn.*--opa-token-file/],
      [["--settings", introspected], /tokens\.opaque\[0\]\.introspection\.clientSecretArn.*--secret arn:/],
      [
        ["--settings", introspected, "--secret", `${clientSecretArn}=${join(folder, "none.txt")}`],
        /none\.txt.*--secret/,
      ],
      [
        ["--secret", `${clientSecretArn}=${bad}`],
        /no client of the settings, nor apiKeys.secretArn, has its secret in arn:/,
      ],
      [["--api-keys", join(folder, "none.json")], /none\.json.*--api-keys/],
      [["--api-keys", bad], /given API keys cannot be used: `pepper`/],
      [["--secret", bad], /--secret.*ARN of a secret, an equals sign/],
      [["--settings", join(folder, "none.json")], /none\.json/],
      [["--settings", bad], /apiKey: there is no setting of this name/],
      [["--settings", lambda], /--backend/],
      [["--port", String((taken.address() as AddressInfo).port)], /--port/],
      [["--prot", "1"], /unknown option/],
    ];
    for (const [options, said] of cases) {
      const started = startProcess(options);
      assert.equal(await started.ends(), 1, options.join(" "));
      assert.match(started.printed(), said);
      assert.doesNotMatch(started.printed(), /^ {4}at /m);
    }
    taken.close();
  });
});

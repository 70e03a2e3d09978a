/** Which addresses are of the public internet, and that a guarded exchange reaches no other. */
import assert from "node:assert/strict";
import dns from "node:dns";
import { createServer } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { httpExchange } from "#adapters/http/exchange";
import { isPublicAddress, namesPrivateAddress, publicLookup } from "#adapters/http/public-addresses";

const notPublic = [
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.255",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "224.0.0.1",
  "239.255.255.250",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "::ffff:8.8.8.8",
  "64:ff9b::169.254.169.254",
  "64:ff9b::a00:1",
  "2002:7f00:1::",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "::ffff:0:a9fe:a9fe",
  "100::1",
  "1000::1",
  "4000::1",
  "5f00::1",
  "8000::1",
  "ff02::1",
  "localhost",
  "",
];

const publicAddresses = [
  "8.8.8.8",
  "9.255.255.255",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "192.167.0.1",
  "223.255.255.255",
  "2606:4700::1111",
  "2a00:1450:4001::1",
  "64:ff9b::8.8.8.8",
  "2000::1",
  "3ffe::1",
];

test("an address of this machine, its network or its cloud is not public", () => {
  for (const address of notPublic) assert.equal(isPublicAddress(address), false, address);
});

test("an address beside those blocks is public", () => {
  for (const address of publicAddresses) assert.equal(isPublicAddress(address), true, address);
});

test("a URL names a private address however it is written", () => {
  for (const host of [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "[::1]",
    "[::ffff:7f00:1]",
  ]) {
    assert.equal(namesPrivateAddress(new URL(`https://${host}/`)), true, host);
  }
  for (const host of ["8.8.8.8", "[2606:4700::1111]", "login.example.org"]) {
    assert.equal(namesPrivateAddress(new URL(`https://${host}/`)), false, host);
  }
});

describe("a guarded exchange", () => {
  test("sends nothing to a private address, by number or by a name that leads there", async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (host: string, publicAddressesOnly: boolean) =>
      httpExchange({
        url: new URL(`http://${host}:${port}/`),
        method: "GET",
        headers: {},
        timeoutMilliseconds: 5000,
        maximumBytes: 1000,
        publicAddressesOnly,
      });
    try {
      for (const host of ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"]) {
        // A connection that lies idle for others is no way in either.
        if (host !== "[::ffff:127.0.0.1]") assert.equal((await ask(host, false)).kind, "answered");
        const before = asked;
        const answer = await ask(host, true);
        assert.match(answer.kind === "failed" ? answer.reason : "", /private network/, host);
        assert.equal(asked, before, host);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("fails as others do where there is no such host", async () => {
    const [error] = await new Promise<unknown[]>((resolve) =>
      publicLookup("no-such-host.invalid", { all: true }, (...result) => resolve(result)),
    );
    assert.match(String((error as NodeJS.ErrnoException).code), /ENOTFOUND|EAI_AGAIN/);
  });
});

test("a name with a public and a private address is not public", async (t) => {
  const addresses = [
    { address: "8.8.8.8", family: 4 },
    { address: "10.0.0.1", family: 4 },
  ];
  const lookup = t.mock.method(dns, "lookup", (...[, , answer]: [unknown, unknown, unknown]) =>
    (answer as (error: null, found: object) => void)(null, addresses),
  );
  syncBuiltinESMExports();
  const error = await new Promise((resolve) => publicLookup("mixed.example.org", { all: true }, resolve));
  lookup.mock.restore();
  syncBuiltinESMExports();
  assert.ok(error instanceof Error && "code" in error && error.code === "ERR_ADDRESS_NOT_PUBLIC");
});

/** An introspection endpoint that only the issuer's metadata names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { discoveredEndpoint } from "#adapters/tokens/introspection-endpoint";
import { noHurry } from "#test/core/asked";
import { providerForTests } from "./provider.ts";

const provider = providerForTests();

const clock = { seconds: 0 };
const times = { jwksMaximumAgeSeconds: 3600, jwksCooldownSeconds: 10, jwksTimeoutMilliseconds: 1000 };
const setting = "tokens.opaque[].introspection";
const found = () => discoveredEndpoint(provider.url, setting, times, () => clock.seconds * 1000);

/** Metadata with these members in the place of the issuer's. */
function metadata(members: object): void {
  provider.behaviour = (_, response) => response.end(JSON.stringify({ issuer: provider.url, ...members }));
}

test("is looked up once, and again when the metadata is too old", async () => {
  const endpoint = found();
  const asked = provider.requests.length;
  for (const _ of [1, 2, 3]) {
    const expected = { url: provider.introspectionUrl, publicAddressesOnly: false };
    assert.deepEqual(await endpoint(noHurry), expected);
  }
  assert.equal(provider.requests.length, asked + 1);
  metadata({ introspection_endpoint: `${provider.url}/moved` });
  clock.seconds += 3600;
  assert.equal((await endpoint(noHurry)).url, `${provider.url}/moved`);
});

test("at another host must be a public one, since nobody configured it", async () => {
  metadata({ introspection_endpoint: "https://tokens.example.org/introspect" });
  const expected = { url: "https://tokens.example.org/introspect", publicAddressesOnly: true };
  assert.deepEqual(await found()(noHurry), expected);
  for (const url of [
    "https://169.254.169.254/latest",
    "https://[::1]/introspect",
    "http://tokens.example.org/",
  ]) {
    metadata({ introspection_endpoint: url });
    await assert.rejects(found()(noHurry), { code: "issuer_metadata_invalid" }, url);
  }
});

test("that the metadata does not name is a fault which says what to set", async () => {
  metadata({});
  await assert.rejects(found()(noHurry), {
    code: "issuer_metadata_invalid",
    message: `the metadata document of ${provider.url} names no introspection_endpoint; set ${setting}.url`,
  });
});

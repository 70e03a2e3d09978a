/** What becomes of tokens when the provider changes its keys, while strangers send key ids that nobody has. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { newKeys, type RunningProvider, resources, startProvider } from "./start-provider.ts";

const cooldownSeconds = 2;
const maximumAgeSeconds = 6;
/** Longer than the cool-down, by what timers are off. */
const afterCooldown = () => sleep(cooldownSeconds * 1000 + 200);

describe("keys of a provider", () => {
  let provider: RunningProvider;
  let api: TokenApi;
  before(async () => {
    provider = await startProvider();
    api = await startTokenApi({
      issuers: [{ issuer: provider.issuer, jwksUri: provider.jwksUri, audiences: ["ogc-api"] }],
      jwksCooldownSeconds: cooldownSeconds,
      jwksMaximumAgeSeconds: maximumAgeSeconds,
    });
  });
  after(async () => {
    await api?.close();
    await provider?.close();
  });

  const newToken = async () => (await provider.clientToken({ resource: resources.api, scope })).access_token;
  const keySetRequests = async () => (await provider.requests())["/jwks"] ?? 0;

  /** A token as strangers send them, with a key id of its own. */
  function withUnknownKey(token: string): string {
    const [, payload, signature] = token.split(".");
    const header = JSON.stringify({ alg: "RS256", typ: "at+jwt", kid: randomUUID() });
    return [Buffer.from(header).toString("base64url"), payload, signature].join(".");
  }

  async function flood(token: string, times = 20): Promise<void> {
    for (let sent = 0; sent < times; sent += 1) {
      assert.equal((await api.present(withUnknownKey(token))).outcome, "401 token_key_unknown");
    }
  }

  test("that are new work once the cool-down is over, whatever strangers send, and the old ones until they go", async () => {
    const old = await newToken();
    assert.equal((await api.present(old)).answer.status, 200);
    await afterCooldown();
    const before = await keySetRequests();
    await flood(old);
    const added = await newKeys();
    await provider.useKeys([...added, ...provider.keys]);
    const fresh = await newToken();
    await afterCooldown();
    await flood(old);
    assert.equal((await api.present(fresh)).answer.status, 200);
    assert.equal((await api.present(old)).answer.status, 200);
    assert.ok((await keySetRequests()) <= before + 4, "a flood of key ids became a flood of requests");

    await provider.useKeys(added);
    await afterCooldown();
    await flood(old, 1);
    assert.equal((await api.present(old)).outcome, "401 token_key_unknown");
    assert.equal((await api.present(fresh)).answer.status, 200);
  });

  test("that are known serve while the provider is away, until their maximum age; then it is a 500", async () => {
    const token = await newToken();
    assert.equal((await api.present(token)).answer.status, 200);
    await provider.close();
    assert.equal((await api.present(token)).answer.status, 200);
    await sleep(maximumAgeSeconds * 1000 + 200);
    assert.equal((await api.present(token)).outcome, "500 jwks_unavailable");
  });
});

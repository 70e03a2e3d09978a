/** The client that introspects, out of the text of a secret. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { clientCredentials } from "#adapters/tokens/client-credentials";
import { Fault } from "#core/fault";
import { noHurry } from "#test/core/asked";

const setting = "tokens.issuers[].introspection.clientSecretArn";
const reading = (text: string | undefined) =>
  clientCredentials(
    async (stage) => {
      assert.equal(stage, "AWSCURRENT");
      return text === undefined ? undefined : { text, createdAt: 0 };
    },
    setting,
    () => 0,
  ).current(noHurry);

const client = (more: object) =>
  JSON.stringify({ client_id: "api", client_secret: "canary-secret", ...more });

describe("the secret of a client", () => {
  test("holds its id and secret; other members mean nothing", async () => {
    assert.deepEqual(await reading(`\n${client({ issuer: "https://login.example.org" })}\n`), {
      id: "api",
      secret: "canary-secret",
    });
  });

  test("is a fault that names the setting and shows nothing, where it holds no such client", async () => {
    for (const text of [
      undefined,
      "",
      "canary-secret",
      '"canary-secret"',
      "[]",
      "null",
      client({}).slice(0, -1),
      client({ client_id: undefined }),
      client({ client_secret: undefined }),
      client({ client_id: "" }),
      client({ client_secret: "" }),
      client({ client_secret: 7 }),
      client({ client_secret: ["canary-secret"] }),
      client({ client_secret: "canary\r\nx-evil: 1" }),
      client({ client_secret: "canary-ü" }),
      client({ client_secret: `canary${"y".repeat(2048)}` }),
    ]) {
      await assert.rejects(reading(text), (error) => {
        assert.ok(error instanceof Fault && error.code === "secret_invalid", text);
        assert.ok(error.message.startsWith(`the secret of ${setting} holds no client: store {"client_id": `));
        assert.doesNotMatch(error.message, /canary/);
        return true;
      });
    }
  });
});

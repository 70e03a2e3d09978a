/** CreateSecret, as AWS's own client asks for it: what `import` needs of Secrets Manager. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { describe, type TestContext, test } from "node:test";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { clientOf } from "../signed-client.ts";

const randomSecret = () => randomBytes(16).toString("hex");

async function emptyManager(context: TestContext) {
  const secrets = secretsManager(new Map());
  const endpoint = await startAwsEndpoint({ secretsmanager: secrets });
  const client = new SecretsManagerClient(clientOf(endpoint.url));
  context.after(() => {
    client.destroy();
    return endpoint.close();
  });
  return {
    calls: secrets.calls,
    create: (input: Partial<CreateSecretCommand["input"]>) =>
      client.send(new CreateSecretCommand({ Name: "geo/keys", ...input })),
    get: (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId })),
  };
}

describe("CreateSecret", () => {
  test("makes a secret that is read by its ARN and by its name", async (context) => {
    const SecretString = randomSecret();
    const { create, get } = await emptyManager(context);
    const { ARN = "", Name, VersionId } = await create({ SecretString });
    assert.match(ARN, /^arn:aws:secretsmanager:eu-central-1:\d{12}:secret:geo\/keys-[A-Za-z0-9]{6}$/);
    assert.equal(Name, "geo/keys");
    for (const id of [ARN, "geo/keys"]) {
      const read = await get(id);
      assert.deepEqual([read.SecretString, read.VersionId], [SecretString, VersionId]);
    }
  });

  test("of a name that is there is refused, and changes nothing", async (context) => {
    const SecretString = randomSecret();
    const { create, get } = await emptyManager(context);
    await create({ SecretString });
    await assert.rejects(create({ SecretString: randomSecret() }), { name: "ResourceExistsException" });
    assert.equal((await get("geo/keys")).SecretString, SecretString);
  });

  test("that is sent twice makes one secret", async (context) => {
    const [SecretString, ClientRequestToken] = [randomSecret(), randomUUID()];
    const { create } = await emptyManager(context);
    const first = await create({ SecretString, ClientRequestToken });
    assert.deepEqual(
      [(await create({ SecretString, ClientRequestToken })).ARN, first.VersionId],
      [first.ARN, ClientRequestToken],
    );
    await assert.rejects(create({ SecretString: randomSecret(), ClientRequestToken }), {
      name: "ResourceExistsException",
    });
  });

  test("without a value, with one that is too long, or with a name of other characters is refused", async (context) => {
    const { create } = await emptyManager(context);
    for (const input of [
      {},
      { SecretString: "x".repeat(65_537) },
      { SecretString: "x", Name: "two words" },
      { SecretString: "x", Name: "x".repeat(513) },
      { SecretString: "x", ClientRequestToken: "short" },
    ]) {
      await assert.rejects(create(input), { name: "InvalidParameterException" });
    }
  });

  test("is remembered as a call without its value", async (context) => {
    const SecretString = randomSecret();
    const { create, calls } = await emptyManager(context);
    await create({ SecretString });
    assert.deepEqual(
      calls.map(({ operation, secretId }) => [operation, secretId]),
      [["CreateSecret", "geo/keys"]],
    );
    assert.ok(!JSON.stringify(calls).includes(SecretString));
  });
});

/** The stand-in for Secrets Manager, asked by AWS's own client and by clients that do it wrong. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, type TestContext, test } from "node:test";
import {
  DeleteSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import type { SecretVersions } from "#local/aws/secrets-manager/stored-secret";
import { clientOf, signedHeaders } from "../signed-client.ts";

const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ogc-api/keys-a1B2c3";
const randomSecret = () => randomBytes(16).toString("hex");

async function manager(context: TestContext, versions: SecretVersions) {
  const secrets = secretsManager(new Map([[arn, versions]]));
  const endpoint = await startAwsEndpoint({ secretsmanager: secrets });
  const client = new SecretsManagerClient(clientOf(endpoint.url));
  context.after(() => {
    client.destroy();
    return endpoint.close();
  });
  const get = (input: Partial<GetSecretValueCommandInput>) =>
    client.send(new GetSecretValueCommand({ SecretId: arn, ...input }));
  return { secrets, url: endpoint.url, client, get };
}

const named = (name: string) => (error: Error) => error.name === name;

describe("AWS's own client", () => {
  test("gets a secret's value with everything that the service answers", async (context) => {
    const current = { secretString: randomSecret(), createdAt: new Date("2026-03-01T10:00:00Z") };
    const { get } = await manager(context, { current });
    const value = await get({});
    assert.equal(value.SecretString, current.secretString);
    assert.equal(value.ARN, arn);
    assert.equal(value.Name, "ogc-api/keys");
    assert.match(value.VersionId ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(value.VersionStages, ["AWSCURRENT"]);
    assert.deepEqual(value.CreatedDate, current.createdAt);
  });

  test("finds a secret by its name and by its ARN without the random suffix", async (context) => {
    const current = { secretString: randomSecret() };
    const { get } = await manager(context, { current });
    for (const SecretId of ["ogc-api/keys", arn.slice(0, -7)]) {
      assert.equal((await get({ SecretId })).SecretString, current.secretString);
    }
  });

  test("gets the version before the current one by its staging label", async (context) => {
    const previous = { secretString: randomSecret(), createdAt: new Date("2026-01-01T00:00:00Z") };
    const { get } = await manager(context, { current: { secretString: randomSecret() }, previous });
    const value = await get({ VersionStage: "AWSPREVIOUS" });
    assert.equal(value.SecretString, previous.secretString);
    assert.deepEqual(value.VersionStages, ["AWSPREVIOUS"]);
    assert.deepEqual(value.CreatedDate, previous.createdAt);
  });

  test("gets a version by its id, but not with the label of another one", async (context) => {
    const { get } = await manager(context, { current: { secretString: randomSecret() } });
    const { VersionId, SecretString } = await get({});
    assert.equal((await get({ VersionId })).SecretString, SecretString);
    const wrong = get({ VersionId, VersionStage: "AWSPREVIOUS" });
    await assert.rejects(wrong, named("ResourceNotFoundException"));
  });

  test("is told that there is no such secret, version or label", async (context) => {
    const { get } = await manager(context, { current: { secretString: randomSecret() } });
    const absent = [
      { SecretId: "other" },
      { VersionStage: "AWSPREVIOUS" },
      { VersionStage: "AWSPENDING" },
      { VersionId: "0b1f6cd0-0000-0000-0000-000000000000" },
    ];
    for (const input of absent) await assert.rejects(get(input), named("ResourceNotFoundException"));
  });

  test("is told that the stand-in knows no other operation", async (context) => {
    const { client } = await manager(context, { current: { secretString: randomSecret() } });
    const removal = client.send(new DeleteSecretCommand({ SecretId: arn }));
    await assert.rejects(removal, named("UnknownOperationException"));
  });
});

describe("a new value", () => {
  test("is the current one, and the one before it the previous one", async (context) => {
    const [first, second, third] = [randomSecret(), randomSecret(), randomSecret()];
    const { secrets, get } = await manager(context, { current: { secretString: first } });
    secrets.setSecret(arn, second);
    assert.equal((await get({})).SecretString, second);
    assert.equal((await get({ VersionStage: "AWSPREVIOUS" })).SecretString, first);
    secrets.setSecret(arn, third);
    assert.equal((await get({ VersionStage: "AWSPREVIOUS" })).SecretString, second);
  });

  test("makes a secret that did not exist", async (context) => {
    const { secrets, get } = await manager(context, { current: { secretString: randomSecret() } });
    const other = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:other-Zz9Yy8";
    secrets.setSecret(other, "new");
    assert.equal((await get({ SecretId: other })).SecretString, "new");
  });
});

describe("the record of calls", () => {
  test("tells what was asked and refused, and never a value", async (context) => {
    const canary = randomSecret();
    const { secrets, get } = await manager(context, { current: { secretString: canary } });
    await get({});
    await assert.rejects(get({ VersionStage: "AWSPENDING" }));
    assert.deepEqual(secrets.calls, [
      { operation: "GetSecretValue", secretId: arn, versionStage: "AWSCURRENT" },
      {
        operation: "GetSecretValue",
        secretId: arn,
        versionStage: "AWSPENDING",
        errorType: "ResourceNotFoundException",
      },
    ]);
    assert.ok(!JSON.stringify(secrets.calls).includes(canary));
  });
});

describe("a request that no client makes", () => {
  const send =
    (body: string, operation = "GetSecretValue") =>
    (url: string) => {
      const target = { "X-Amz-Target": `secretsmanager.${operation}` };
      return fetch(url, { method: "POST", headers: { ...signedHeaders("secretsmanager"), ...target }, body });
    };
  const cases = [
    ["without SecretId", send("{}"), "ValidationException"],
    ["whose SecretId is no text", send('{"SecretId":{}}'), "ValidationException"],
    ["whose body is no JSON object", send("[]"), "SerializationException"],
    ["whose body is not JSON", send("SecretId=x"), "SerializationException"],
    ["for an operation of objects", send("{}", "constructor"), "UnknownOperationException"],
  ] as const;
  for (const [name, sent, type] of cases) {
    test(`${name} is refused with ${type}`, async (context) => {
      const { url } = await manager(context, { current: { secretString: randomSecret() } });
      const response = await sent(url);
      assert.equal(response.status, 400);
      assert.equal(((await response.json()) as { __type: string }).__type, type);
    });
  }
});

/** Versions that a client makes and labels: what `keys rotate-pepper` needs of Secrets Manager. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { describe, type TestContext, test } from "node:test";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  PutSecretValueCommand,
  type PutSecretValueCommandInput,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
  type UpdateSecretVersionStageCommandInput,
} from "@aws-sdk/client-secrets-manager";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { clientOf } from "../signed-client.ts";

const SecretId = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ogc-api/keys-a1B2c3";
const randomSecret = () => randomBytes(16).toString("hex");

async function secretWith(context: TestContext, secretString: string) {
  const secrets = secretsManager(new Map([[SecretId, { current: { secretString } }]]));
  const endpoint = await startAwsEndpoint({ secretsmanager: secrets });
  const client = new SecretsManagerClient(clientOf(endpoint.url));
  context.after(() => {
    client.destroy();
    return endpoint.close();
  });
  const get = (input: Partial<GetSecretValueCommandInput> = {}) =>
    client.send(new GetSecretValueCommand({ SecretId, ...input }));
  return {
    calls: secrets.calls,
    get,
    put: (input: Partial<PutSecretValueCommandInput>) =>
      client.send(new PutSecretValueCommand({ SecretId, ...input })),
    move: (input: Partial<UpdateSecretVersionStageCommandInput>) =>
      client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: "AWSCURRENT", ...input })),
    describe: () => client.send(new DescribeSecretCommand({ SecretId })),
    currentId: async () => (await get()).VersionId ?? "",
  };
}

describe("PutSecretValue", () => {
  test("makes the current version, and the one before it the previous one", async (context) => {
    const [first, second] = [randomSecret(), randomSecret()];
    const { get, put } = await secretWith(context, first);
    const { VersionId, VersionStages } = await put({ SecretString: second });
    assert.deepEqual(VersionStages, ["AWSCURRENT"]);
    const current = await get();
    assert.deepEqual([current.SecretString, current.VersionId], [second, VersionId]);
    assert.equal((await get({ VersionStage: "AWSPREVIOUS" })).SecretString, first);
  });

  test("with a label of its own leaves the current version current", async (context) => {
    const [first, second] = [randomSecret(), randomSecret()];
    const { get, put } = await secretWith(context, first);
    await put({ SecretString: second, VersionStages: ["AWSPENDING"] });
    assert.equal((await get()).SecretString, first);
    assert.equal((await get({ VersionStage: "AWSPENDING" })).SecretString, second);
    await assert.rejects(get({ VersionStage: "AWSPREVIOUS" }), { name: "ResourceNotFoundException" });
  });

  test("sent twice makes one version, whose id is the token", async (context) => {
    const { put, describe } = await secretWith(context, randomSecret());
    const [SecretString, ClientRequestToken] = [randomSecret(), randomUUID()];
    const first = await put({ SecretString, ClientRequestToken });
    const again = await put({ SecretString, ClientRequestToken });
    assert.deepEqual([again.VersionId, again.VersionStages], [first.VersionId, first.VersionStages]);
    assert.equal(again.VersionId, ClientRequestToken);
    assert.equal(Object.keys((await describe()).VersionIdsToStages ?? {}).length, 2);
  });

  test("sent again with another value is refused, as no version ever changes", async (context) => {
    const { get, put } = await secretWith(context, randomSecret());
    const [SecretString, ClientRequestToken] = [randomSecret(), randomUUID()];
    await put({ SecretString, ClientRequestToken });
    const other = put({ SecretString: randomSecret(), ClientRequestToken });
    await assert.rejects(other, { name: "ResourceExistsException" });
    assert.equal((await get()).SecretString, SecretString);
  });

  test("takes as many bytes as AWS does, and not one more", async (context) => {
    const { get, put } = await secretWith(context, randomSecret());
    const largest = '"'.repeat(65_536);
    await put({ SecretString: largest });
    assert.equal((await get()).SecretString, largest);
    await assert.rejects(put({ SecretString: `${largest}x` }), { name: "InvalidParameterException" });
    for (const wrong of [
      { SecretString: "" },
      { SecretBinary: new Uint8Array([1]) },
      { SecretString: "x", ClientRequestToken: "short" },
      { SecretString: "x", VersionStages: [] },
      { SecretString: "x", VersionStages: [""] },
    ]) {
      await assert.rejects(put(wrong), { name: "InvalidParameterException" });
    }
    assert.equal((await get()).SecretString, largest);
  });
});

describe("UpdateSecretVersionStage", () => {
  test("makes a pending version current, and the one before it the previous one", async (context) => {
    const [first, second] = [randomSecret(), randomSecret()];
    const { get, put, move, currentId, describe } = await secretWith(context, first);
    const before = await currentId();
    const { VersionId = "" } = await put({ SecretString: second, VersionStages: ["AWSPENDING"] });
    await move({ MoveToVersionId: VersionId, RemoveFromVersionId: before });
    assert.equal((await get()).SecretString, second);
    assert.equal((await get({ VersionStage: "AWSPREVIOUS" })).SecretString, first);
    const { VersionIdsToStages } = await describe();
    assert.deepEqual(VersionIdsToStages, {
      [before]: ["AWSPREVIOUS"],
      [VersionId]: ["AWSPENDING", "AWSCURRENT"],
    });
  });

  test("of two callers who saw the same current version, refuses the second", async (context) => {
    const { get, put, move, currentId } = await secretWith(context, randomSecret());
    const seen = await currentId();
    const values = [randomSecret(), randomSecret()];
    const made = await Promise.all(
      values.map((SecretString, index) => put({ SecretString, VersionStages: [`rotation-${index}`] })),
    );
    const moves = await Promise.allSettled(
      made.map(({ VersionId }) => move({ MoveToVersionId: VersionId, RemoveFromVersionId: seen })),
    );
    assert.deepEqual(moves.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    const refused = moves.find((each) => each.status === "rejected");
    assert.equal(refused?.reason.name, "InvalidParameterException");
    const winner = moves.findIndex(({ status }) => status === "fulfilled");
    assert.equal((await get()).SecretString, values[winner]);
  });

  test("without the version that has the label, or with another one, is refused", async (context) => {
    const { put, move, currentId } = await secretWith(context, randomSecret());
    const before = await currentId();
    const { VersionId: MoveToVersionId } = await put({ SecretString: "next", VersionStages: ["next"] });
    const { VersionId: third } = await put({ SecretString: "third", VersionStages: ["third"] });
    for (const RemoveFromVersionId of [undefined, third]) {
      await assert.rejects(move({ MoveToVersionId, RemoveFromVersionId }), {
        name: "InvalidParameterException",
      });
    }
    await assert.rejects(move({ MoveToVersionId: randomUUID(), RemoveFromVersionId: before }), {
      name: "ResourceNotFoundException",
    });
    await assert.rejects(move({}), { name: "InvalidParameterException" });
    assert.equal(await currentId(), before);
  });

  test("removes a label, but never AWSCURRENT", async (context) => {
    const { get, put, move, currentId } = await secretWith(context, randomSecret());
    const { VersionId } = await put({ SecretString: "next", VersionStages: ["AWSPENDING"] });
    await move({ VersionStage: "AWSPENDING", RemoveFromVersionId: VersionId });
    await assert.rejects(get({ VersionStage: "AWSPENDING" }), { name: "ResourceNotFoundException" });
    assert.equal((await get({ VersionId })).SecretString, "next");
    await assert.rejects(move({ RemoveFromVersionId: await currentId() }), {
      name: "InvalidParameterException",
    });
  });
});

test("neither the record of calls nor a description has a value in it", async (context) => {
  const [first, second] = [randomSecret(), randomSecret()];
  const { put, describe, calls } = await secretWith(context, first);
  await put({ SecretString: second });
  const said = JSON.stringify([await describe(), calls]);
  assert.equal(calls.length, 2);
  for (const value of [first, second]) assert.ok(!said.includes(value));
});

/**
 * Our very stack, deployed by the real CDK command to ministack 1.5.33, an emulator of AWS that nobody here wrote.
 *
 * Nothing is asserted here where ministack is known to differ from AWS; the local gateway holds those assertions:
 * - percent-encoded paths, which ministack decodes, and headers given twice: test/end-to-end/protected-api.test.ts,
 *   test/local/gateway/recorded-facts.test.ts (Amazon API Gateway developer guide, "Input format of a Lambda function
 *   for proxy integration");
 * - `context.authorizer` and `context.extendedRequestId` in gateway responses: test/end-to-end/protected-api.test.ts
 *   (developer guide, "Variables for data transformations for API Gateway");
 * - `Condition` and `Action` of an authorizer's policy: test/local/gateway/authorize/iam-evaluation.test.ts
 *   (developer guide, "Output from an API Gateway Lambda authorizer");
 * - malformed answers: test/local/gateway/integrate/proxy-response.test.ts (developer guide, "Output format of a
 *   Lambda function for proxy integration"); time-outs: time-limit.test.ts beside it ("API Gateway quotas");
 * - `sourceIp`: test/local/gateway/route/request-context.test.ts; permissions to call functions:
 *   test/local/gateway/integrate/permission-check.test.ts ("Permissions for Lambda authorizers");
 * - a table's time to live and point-in-time recovery, which its CloudFormation passes over:
 *   test/infra/constructs/api-key-table.test.ts (AWS CloudFormation template reference, "AWS::DynamoDB::Table").
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";
import { sampleSettings } from "#test/end-to-end/sample-settings";
import { get, type StoryApi, wells, withKey, withToken } from "#test/end-to-end/stories/story";
import { tellStories } from "#test/end-to-end/stories/tell-stories";
import { ask } from "#test/http/exact-request";
import {
  addKey,
  decisionLogGroup,
  deployedApi,
  deployedUrl,
  replaceSecret,
  secretArn,
  secretText,
} from "./deployed-api.ts";
import {
  addManagedKey,
  deleteKeyTable,
  keyTable,
  keyTableArn,
  managedKeyDays,
} from "./deployed-key-table.ts";
import { bootstrap, deploy, destroy, type StackOutputs } from "./run-cdk.ts";
import { type Ministack, startMinistack } from "./start-ministack.ts";

let cloud: Ministack;
let issuer: TokenIssuer;
let api: StoryApi;
let outputs: StackOutputs;

/** settings/local.json for the running token issuer; a changed secret is seen at once. */
function settings(name: string, changes: Partial<SettingsInput> = {}): SettingsInput {
  const tokens = {
    issuers: [
      {
        issuer: issuer.issuer,
        jwksUri: issuer.jwksUri,
        audiences: ["ogc-api"],
        accessTokenType: "at+jwt" as const,
      },
    ],
  };
  return sampleSettings({ name, apiKeys: { refreshSeconds: 1, managed: {} }, tokens, ...changes });
}

/** What the updated stack is told: wells are for tokens alone, cities for keys, and the realm has another name. */
const changes = (): Partial<SettingsInput> => ({
  api: { stage: "v1", realm: "waters" },
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["cities"] } },
    { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  ],
});

before(async () => {
  issuer = await startTokenIssuer();
  cloud = await startMinistack();
  await bootstrap(cloud);
  outputs = await deploy(cloud, settings("waters"));
  api = await deployedApi(cloud, "waters", outputs, issuer);
});
after(async () => {
  await cloud?.close();
  await issuer?.close();
});

describe("the stack deployed to ministack:", () => {
  tellStories(() => api);
});

describe("a secret that the authorizer cannot read", () => {
  test("is a 500 without detail for who sends a key, and nothing to others", async () => {
    const restore = await replaceSecret(cloud, outputs, "canary that is no JSON");
    const answered = async () => (await get(api, wells, { headers: withKey(api) })).status;
    try {
      await eventually(async () => (await answered()) === 500);
      const answer = await get(api, wells, { headers: withKey(api) });
      assert.deepEqual([answer.status, await api.reasonOf(answer)], [500, "secret_invalid"]);
      assert.equal(JSON.parse(answer.text).code, "InternalError");
      assert.ok(!/secret|canary/.test(answer.text), answer.text);
      assert.equal((await get(api, "/")).status, 200);
    } finally {
      await restore();
    }
    await eventually(async () => (await answered()) === 200);
  });
});

/** What a second stack told before it was destroyed, and a managed key of it. */
let other: StackOutputs;
let managedKey: string;

describe("a second stack beside it", () => {
  before(async () => {
    other = await deploy(cloud, settings("other-waters", changes()));
  });

  test("answers by its own rules, and has keys of its own", async () => {
    const url = deployedUrl(cloud, other);
    assert.equal((await ask(url, "/collections/lakes/items")).status, 200);
    assert.equal((await ask(url, "/collections/cities/items")).status, 401);
    assert.equal((await ask(url, "/collections/cities/items", { headers: withKey(api) })).status, 401);
    await addKey(cloud, other, "partner", `${api.apiKey}-other`);
    const headers = withKey(api, `${api.apiKey}-other`);
    await eventually(async () => (await ask(url, "/collections/cities/items", { headers })).status === 200);
    assert.equal((await get(api, wells, { headers })).status, 401);
  });

  test("takes a managed key of its own, and the first one does not", async () => {
    managedKey = await addManagedKey(cloud, other, "harbour");
    const headers = withKey(api, managedKey);
    assert.equal(
      (await ask(deployedUrl(cloud, other), "/collections/cities/items", { headers })).status,
      200,
    );
    const { harbour } = await managedKeyDays(cloud, other);
    assert.ok([before, today()].includes(String(harbour)), String(harbour));
    assert.equal((await get(api, wells, { headers })).status, 401);
  });

  test("leaves the first as it was", async () => {
    assert.equal((await get(api, "/collections/cities/items")).status, 200);
    assert.equal((await get(api, wells, { headers: withKey(api) })).status, 200);
  });

  test("has a table of its own for managed keys, protected from deletion, and tells its name", async () => {
    assert.notEqual(other.ApiKeyTableName, outputs.ApiKeyTableName);
    assert.equal(other.ApiKeyEnvironment, "live");
    assert.deepEqual(await keyTable(cloud, other), {
      key: [{ AttributeName: "id", KeyType: "HASH" }],
      indexes: ["byName"],
      billing: "PAY_PER_REQUEST",
      deletionProtection: true,
    });
    await assert.rejects(deleteKeyTable(cloud, other), /protect/);
  });

  test("is gone once it is destroyed, but for its secret, its table of keys and its decisions", async () => {
    await destroy(cloud, settings("other-waters", changes()));
    assert.notEqual((await ask(deployedUrl(cloud, other), "/collections/lakes/items")).status, 200);
    assert.ok(JSON.parse(await secretText(cloud, other)).keys.partner);
    assert.deepEqual(Object.keys(await managedKeyDays(cloud, other)), ["harbour"]);
    assert.ok(await decisionLogGroup(cloud, "other-waters"));
    assert.equal((await get(api, wells, { headers: withKey(api) })).status, 200);
  });
});

describe("a stack that takes up the secret and the table of the one that is gone", () => {
  let again: StackOutputs;
  before(async () => {
    const apiKeys = {
      refreshSeconds: 1,
      secretArn: await secretArn(cloud, other),
      managed: { tableArn: keyTableArn(other) },
    };
    again = await deploy(cloud, settings("other-waters", { ...changes(), apiKeys }));
  });

  test("names both, and makes no others", async () => {
    assert.equal(again.ApiKeySecretArn, await secretArn(cloud, other));
    assert.equal(again.ApiKeyTableName, other.ApiKeyTableName);
    assert.equal(again.ApiKeyEnvironment, "live");
  });

  test("honours the keys that are in them", async () => {
    for (const key of [`${api.apiKey}-other`, managedKey]) {
      const answer = await ask(deployedUrl(cloud, again), "/collections/cities/items", {
        headers: withKey(api, key),
      });
      assert.equal(answer.status, 200, answer.text);
    }
  });
});

describe("an update with other access rules and another realm", () => {
  before(async () => {
    assert.deepEqual(await deploy(cloud, settings("waters", changes())), outputs);
  });

  test("answers by the new rules", async () => {
    assert.equal((await get(api, "/collections/lakes/items")).status, 200);
    assert.equal((await get(api, "/collections/cities/items")).status, 401);
    assert.equal((await get(api, "/processes/hello-world")).status, 401);
    const headers = await withToken(api, { scope: "wells:read" });
    assert.equal((await get(api, wells, { headers })).status, 200);
  });

  test("keeps the keys, which now open another collection", async () => {
    const headers = withKey(api);
    assert.equal((await get(api, "/collections/cities/items", { headers })).status, 200);
    assert.equal((await get(api, wells, { headers })).status, 403);
  });

  test("challenges by the new realm", async () => {
    const { status, headers } = await get(api, wells);
    assert.equal(status, 401);
    assert.match(headers["www-authenticate"] ?? "", /Bearer realm="waters".*ApiKey realm="waters"/);
  });

  test("is taken back by deploying the settings of before", async () => {
    await deploy(cloud, settings("waters"));
    assert.equal((await get(api, "/collections/cities/items")).status, 200);
    assert.equal((await get(api, wells, { headers: withKey(api) })).status, 200);
    assert.match((await get(api, wells)).headers["www-authenticate"] ?? "", /realm="ogc-api"/);
  });
});

/** This day, UTC, as a record has it. */
const today = () => new Date().toISOString().slice(0, "2026-01-31".length);

/** Waits until something holds, at most for ten seconds. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 10_000; !(await holds()); ) {
    assert.ok(performance.now() < deadline, "it did not come about");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

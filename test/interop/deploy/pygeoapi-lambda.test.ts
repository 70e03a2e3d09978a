/** pygeoapi 0.24 as the recipe deploys it, behind our stack, both deployed by the real CDK command to ministack. */
import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { startTokenIssuer, type TokenIssuer } from "#local/token-issuer/token-issuer";
import { get, type StoryApi, wells, withKey, withToken } from "#test/end-to-end/stories/story";
import type { ExactAnswer } from "#test/http/exact-request";
import { deployedApi } from "./deployed-api.ts";
import { deployPygeoapi, packPygeoapi } from "./pygeoapi-recipe.ts";
import { bootstrap, deploy } from "./run-cdk.ts";
import { account, type Ministack, region, startMinistack } from "./start-ministack.ts";

const settings = (functionArn: string, { issuer, jwksUri }: TokenIssuer): SettingsInput => ({
  version: 1,
  name: "water",
  backend: { kind: "lambda", functionArn },
  apiKeys: { refreshSeconds: 1 },
  tokens: { issuers: [{ issuer, jwksUri, audiences: ["ogc-api"], accessTokenType: "at+jwt" }] },
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, collections: ["lakes"] } },
    { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
    { who: { scope: "wells:read" }, may: ["read"], on: { collections: ["wells"] } },
  ],
});

const featureIds = ({ text }: ExactAnswer): readonly unknown[] =>
  JSON.parse(text).features.map(({ id }: { id: unknown }) => id);

describe("pygeoapi, deployed as a Lambda function by the recipe", () => {
  let cloud: Ministack;
  let issuer: TokenIssuer;
  let api: StoryApi;
  let folder: string;
  let functionArn: string;
  before(async () => {
    issuer = await startTokenIssuer();
    cloud = await startMinistack();
    await bootstrap(cloud);
    folder = await packPygeoapi(cloud);
    functionArn = await deployPygeoapi(cloud, folder);
    const outputs = await deploy(cloud, settings(functionArn, issuer));
    api = await deployedApi(cloud, "water", outputs, issuer);
    await deployPygeoapi(cloud, folder, api.publicUrl);
  });
  after(async () => {
    await cloud?.close();
    await issuer?.close();
  });

  test("is a function of its own, whose ARN our stack is given", () => {
    assert.ok(functionArn.startsWith(`arn:aws:lambda:${region}:${account}:function:pygeoapi-`), functionArn);
  });

  test("has a folder smaller than what Lambda takes", async () => {
    let bytes = 0;
    for (const entry of await readdir(folder, { recursive: true }))
      bytes += (await stat(join(folder, entry))).size;
    // AWS Lambda developer guide, "Lambda quotas": 250 MB unzipped.
    assert.ok(bytes < 250 * 1024 * 1024, `${bytes} bytes`);
  });

  test("shows an open collection to anyone, and its links begin with the API's address", async () => {
    const lakes = await get(api, "/collections/lakes/items?limit=2");
    assert.equal(lakes.status, 200, lakes.text);
    assert.deepEqual(featureIds(lakes), ["constance", "geneva"]);
    const { links } = JSON.parse((await get(api, "/")).text) as { links: { href: string }[] };
    assert.ok(
      links.some(({ href }) => href === `${api.publicUrl}/collections`),
      JSON.stringify(links),
    );
  });

  test("challenges nobody in particular for the protected one", async () => {
    const answer = await get(api, wells);
    assert.equal(answer.status, 401);
    assert.match(answer.headers["www-authenticate"] ?? "", /Bearer.*X-API-Key/);
    assert.ok(!answer.text.includes("w-101"));
  });

  test("shows the protected one to a key, and to a token with the scope", async () => {
    const ids = ["w-101", "w-102", "w-103", "w-104"];
    assert.deepEqual(featureIds(await get(api, wells, { headers: withKey(api) })), ids);
    const token = await withToken(api, { scope: "wells:read" });
    assert.deepEqual(featureIds(await get(api, wells, { headers: token })), ids);
  });

  test("refuses it to a token without the scope", async () => {
    const headers = await withToken(api, { scope: "lakes:read" });
    const answer = await get(api, wells, { headers });
    assert.equal(answer.status, 403);
    assert.ok(!answer.text.includes("w-101"));
  });
});

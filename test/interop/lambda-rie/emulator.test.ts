import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { requestEvent, stageArn } from "#test/core/gateway/event";
import { type AuthorizerAsset, authorizerAsset } from "../lambda-ric/authorizer-asset.ts";
import { type Emulator, startEmulator } from "./start-emulator.ts";

const wells = "/collections/wells/items";
const lakes = "/collections/lakes/items";

let asset: AuthorizerAsset;
before(async () => {
  asset = await authorizerAsset();
});
after(() => asset?.close());

/** Effect and Resource of a policy's statement. */
function statement(answer: unknown): readonly [string, string] {
  const [{ Effect, Resource }] =
    Object(answer).policyDocument?.Statement ?? assert.fail(JSON.stringify(answer));
  return [Effect, Resource];
}

const error = (answer: unknown): readonly [string, string] => [
  Object(answer).errorType,
  Object(answer).errorMessage,
];

describe("the bundled authorizer in AWS's Runtime Interface Emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator(asset, asset.environment);
  });
  after(() => emulator?.close());

  test("allows nobody in particular to read what is open, for exactly that method", async () => {
    const answer = await emulator.invoke(requestEvent("GET", lakes));
    assert.deepEqual(statement(answer), ["Allow", `${stageArn}/GET${lakes}`]);
  });

  test("allows a key, which it reads from Secrets Manager by the AWS SDK", async () => {
    const answer = await emulator.invoke(requestEvent("GET", wells, { "x-api-key": asset.apiKey }));
    assert.deepEqual(statement(answer), ["Allow", `${stageArn}/GET${wells}`]);
  });

  test("throws exactly Unauthorized without a key and for a wrong one", async () => {
    for (const headers of [{}, { "x-api-key": "wrong" }]) {
      const answer = await emulator.invoke(requestEvent("GET", wells, headers));
      assert.deepEqual(error(answer), ["Error", "Unauthorized"]);
    }
  });

  test("denies a path that is not canonical", async () => {
    const answer = await emulator.invoke(requestEvent("GET", "/collections/wells%2Fitems"));
    assert.deepEqual(statement(answer), ["Deny", `${stageArn}/*`]);
  });
});

describe("the bundled authorizer that is configured wrongly, in AWS's Runtime Interface Emulator,", () => {
  test("throws another error than Unauthorized where there is no such secret", async (context) => {
    const arn = `${asset.environment.API_KEY_SECRET_ARN}-no`;
    const emulator = await startEmulator(asset, { ...asset.environment, API_KEY_SECRET_ARN: arn });
    context.after(() => emulator.close());
    const answer = await emulator.invoke(requestEvent("GET", wells, { "x-api-key": asset.apiKey }));
    const [errorType, errorMessage] = error(answer);
    assert.equal(errorType, "AuthorizerFault");
    assert.notEqual(errorMessage, "Unauthorized");
  });
});

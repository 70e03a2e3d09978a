/** The API key secret on this machine: made anew at every start, or given by whoever has keys of their own. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { validSettings } from "#core/settings/read-settings";
import type { Settings, SettingsInput } from "#core/settings/schema";
import { localSecrets, type SecretContents } from "#local/local-secrets";
import { outsideAws } from "#local/outside-aws";

const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const accessRules: SettingsInput["accessRules"] = [{ who: "anyone", may: ["read"], on: { api: true } }];
const issuer = "https://login.example.org";
const tokens = { issuers: [{ issuer, jwksUri: `${issuer}/jwks`, audiences: ["geo"] }] };
const settings = (apiKeys: SettingsInput["apiKeys"]): Settings =>
  validSettings({ version: 1, ...(apiKeys === undefined ? { tokens } : { apiKeys }), accessRules });
const named = settings({ secretArn: arn("keys") });

const random = () => randomBytes(24).toString("base64url");
const partner = random();
const text = JSON.stringify({ pepper: random(), keys: { partner } });

/** What functions would read under an ARN. */
async function stored(
  configured: Settings,
  contents: Partial<SecretContents>,
  secretArn = arn("keys"),
): Promise<{ readonly pepper: string; readonly keys: Readonly<Record<string, string>> }> {
  const made = { SecretStringTemplate: '{"keys":{}}', GenerateStringKey: "pepper", ExcludePunctuation: true };
  const ofStack = { logicalId: "Keys", arn: secretArn, generateSecretString: made };
  const ofTemplate = configured.apiKeys?.secretArn === undefined ? [ofStack] : [];
  const { manager } = localSecrets(ofTemplate, configured, { keys: { local: "made-at-start" }, ...contents });
  const headers = { "x-amz-target": "secretsmanager.GetSecretValue" };
  const body = Buffer.from(JSON.stringify({ SecretId: secretArn }));
  const answer = await manager.answer({ headers, body } as unknown as Parameters<typeof manager.answer>[0]);
  return JSON.parse(JSON.parse(answer.body).SecretString);
}

describe("the API key secret", () => {
  test("is made with the key of this start, under the name in the settings or that of the template", async () => {
    for (const configured of [named, settings({})]) {
      const { pepper, keys } = await stored(configured, {});
      assert.deepEqual(keys, { local: "made-at-start" });
      assert.ok(pepper.length >= 32);
    }
  });

  test("is the given text, whether the settings name a secret or the stack makes it", async () => {
    for (const configured of [named, settings({}), settings({ managed: {} })]) {
      assert.deepEqual(await stored(configured, { apiKeySecret: text }), JSON.parse(text));
    }
  });

  test("is the text given by the ARN that the settings name", async () => {
    assert.deepEqual(await stored(named, { given: { [arn("keys")]: text } }), JSON.parse(text));
  });
});

describe("given keys are refused", () => {
  const refused = (configured: Settings, contents: Partial<SecretContents>, message: RegExp) =>
    assert.rejects(stored(configured, contents), message);

  test("where the settings recognise none", async () => {
    await refused(settings(undefined), { apiKeySecret: text }, /recognise none: set apiKeys/);
  });

  test("where they come twice", async () => {
    const twice = { apiKeySecret: text, given: { [arn("keys")]: text } };
    await refused(named, twice, /given twice: by --api-keys and by --secret arn:/);
  });

  test("under an ARN that the settings do not name", async () => {
    await refused(named, { given: { [arn("other")]: text } }, /nor apiKeys\.secretArn.*other-AbCdEf/);
    await refused(settings({}), { given: { [arn("keys")]: text } }, /nor apiKeys\.secretArn.*keys-AbCdEf/);
  });

  test("where functions could not use them, in words that show nothing of them", async () => {
    const short = "a".repeat(7);
    for (const [unusable, message] of [
      [`${text.slice(0, -1)}`, /API keys cannot be used/],
      [JSON.stringify({ keys: { partner } }), /pepper/],
      [JSON.stringify({ pepper: random(), keys: { partner: short } }), /8 to 512/],
      ["", /API keys cannot be used/],
    ] as const) {
      await assert.rejects(stored(named, { apiKeySecret: unusable }), (error: Error) => {
        assert.match(error.message, message);
        return !error.message.includes(partner) && !error.message.includes(short);
      });
    }
  });

  test("beside an emulator that holds the secrets", () => {
    const url = "http://127.0.0.1:4566";
    assert.throws(() => outsideAws(url, named, { keys: {}, apiKeySecret: text }), /store them there/);
  });
});

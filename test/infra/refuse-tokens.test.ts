/** CDK tokens in settings: refused, because a function reads its settings from a file made at synthesis. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Aws, Fn, Lazy, Token } from "aws-cdk-lib/core";
import { validSettings } from "#core/settings/read-settings";
import { refuseTokens } from "#infra/refuse-tokens";
import { OgcApiStack } from "#infra/stack";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { ogcApiApp } from "#infra/synthesize";
import { bothSchemes, smallAssets } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const refusal = (setting: string) => (error: unknown) => {
  assert.ok(error instanceof SynthesisRefusal);
  assert.match(error.message, /holds a CDK token/);
  assert.ok(error.message.startsWith(`${setting} `), error.message);
  return true;
};

describe("a CDK token in the settings is refused by the setting's name", () => {
  test("as a part of a text", () => {
    assert.throws(
      () => refuseTokens({ api: { url: `https://api.${Aws.URL_SUFFIX}` } }),
      refusal("settings.api.url"),
    );
  });

  test("as a number", () => {
    const seconds = Token.asNumber(Fn.ref("Seconds"));
    assert.throws(
      () => refuseTokens({ decision: { functionTimeoutSeconds: seconds } }),
      refusal("settings.decision.functionTimeoutSeconds"),
    );
  });

  test("as a list, and as an item of one", () => {
    const audiences = Token.asList(Fn.ref("Audiences"));
    assert.throws(
      () => refuseTokens({ issuers: [{}, { audiences }] }),
      refusal("settings.issuers[1].audiences"),
    );
    assert.throws(() => refuseTokens({ audiences: ["one", Aws.REGION] }), refusal("settings.audiences[1]"));
  });

  test("as a value that is made later", () => {
    assert.throws(
      () => refuseTokens({ name: Lazy.string({ produce: () => "x" }) }),
      refusal("settings.name"),
    );
  });

  test("before anything of the stack is made", () => {
    const settings = { ...validSettings(bothSchemes), name: Aws.STACK_NAME };
    const app = ogcApiApp(temporaryFolder());
    assert.throws(() => new OgcApiStack(app, { settings, assets: smallAssets() }), refusal("settings.name"));
    assert.deepEqual(app.node.children, []);
  });
});

test("settings without a token pass", () => {
  refuseTokens(validSettings(bothSchemes));
});

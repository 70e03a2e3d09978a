/** Static key sets in the authorizer's package: what is in it, what is not, and who is called for it. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import { localConfiguration } from "#cli/explain/local-configuration";
import { validSettings } from "#core/settings/read-settings";
import { buildFunctionAssets } from "#infra/function-assets";
import { SynthesisRefusal } from "#infra/synthesis-refusal";
import { readConfiguration } from "../../functions/authorizer/configuration.ts";
import { folderContent } from "./folder-content.ts";
import { bothSchemes, existingBackend } from "./synthesized-stack.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Nothing listens there. */
const nowhere = "http://127.0.0.1:9";
const key = { ...(await exportJWK((await generateKeyPair("RS256")).publicKey)), kid: "k1" };

function keysFile(content: object = { keys: [key] }, name = "canary-name.json"): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** Settings with an issuer for each of `staticKeys`, whose addresses answer nobody. */
const settingsWith = (...staticKeys: ("fetch" | { file: string } | undefined)[]) =>
  validSettings({
    ...bothSchemes,
    apiKeys: undefined,
    backend: existingBackend,
    tokens: {
      issuers: staticKeys.map((each, index) => ({
        issuer: `https://${index}.example.org`,
        jwksUri: `${nowhere}/${index}`,
        audiences: ["geo"],
        ...(each !== undefined && { staticKeys: each }),
      })),
    },
  });

async function packageOf(...staticKeys: Parameters<typeof settingsWith>) {
  const { authorizer } = await buildFunctionAssets(settingsWith(...staticKeys), temporaryFolder());
  return { folder: authorizer, content: folderContent(authorizer) };
}

describe("the authorizer's package", () => {
  test("holds the key sets that its settings name, and not the name of their file", async () => {
    const { folder, content } = await packageOf(undefined, { file: keysFile() });
    const { staticKeySets, settings } = readConfiguration(folder, {});
    assert.deepEqual(Object.keys(staticKeySets), ["https://1.example.org"]);
    assert.equal(JSON.parse(staticKeySets["https://1.example.org"] ?? "").keys[0].kid, "k1");
    assert.deepEqual(settings.tokens?.issuers[1]?.staticKeys, { file: "key-sets.json" });
    for (const [name, text] of Object.entries(content)) assert.ok(!text.includes("canary-name"), name);
  });

  test("is the same whatever the file is called and whatever else it says", async () => {
    const one = await packageOf({ file: keysFile() });
    const other = await packageOf({
      file: keysFile({ remark: 1, keys: [{ ...key, x5t: "t" }] }, "other.json"),
    });
    assert.deepEqual(one.content, other.content);
  });

  test("has no such file, and the function looks for none, where no issuer has static keys", async () => {
    const { folder, content } = await packageOf(undefined);
    assert.ok(!("key-sets.json" in content));
    assert.deepEqual(readConfiguration(folder, {}).staticKeySets, {});
  });

  test("without the file that its settings speak of is a function that fails at its start", async () => {
    const { folder } = await packageOf({ file: keysFile() });
    rmSync(path.join(folder, "key-sets.json"));
    assert.throws(() => readConfiguration(folder, {}), /key-sets\.json/);
  });
});

describe("a synthesis", () => {
  test("is refused with every key set that cannot be had", async () => {
    const symmetric = { keys: [{ kty: "oct", k: "AAAA", kid: "canary" }] };
    const settings = settingsWith({ file: keysFile(symmetric) }, { file: "not-there.json" }, "fetch");
    await assert.rejects(buildFunctionAssets(settings, temporaryFolder()), (error) => {
      assert.ok(error instanceof SynthesisRefusal);
      const told = error.message.split("\n");
      assert.deepEqual(
        told.map((line) => /https:\/\/\d\.example\.org/.exec(line)?.[0]),
        ["https://0.example.org", "https://1.example.org", "https://2.example.org"],
      );
      assert.doesNotMatch(error.message, /canary|AAAA/);
      return true;
    });
  });

  test("finds a file relative to the working folder where the settings come from no file", async () => {
    const file = path.relative(process.cwd(), keysFile());
    assert.ok(!path.isAbsolute(file));
    assert.ok("key-sets.json" in (await packageOf({ file })).content);
  });
});

test("explain knows the key sets of files, and calls nobody for others", async () => {
  const settings = settingsWith("fetch", { file: keysFile() });
  const { staticKeySets } = await localConfiguration(settings);
  assert.deepEqual(Object.keys(staticKeySets), ["https://1.example.org"]);
});

/** docs/tokens.md holds: its settings are valid, its presets are those of the code, its reasons are all there are. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { countedReasons } from "#adapters/counted-reasons";
import { jwtPresetNames, opaquePresetNames } from "#core/settings/tokens/preset-names";
import { jwtPresets, opaquePresets } from "#core/settings/tokens/presets";
import { least, mistakesOf } from "#test/core/settings/mistakes-of";

const page = readFileSync(new URL("../../docs/tokens.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);

interface Shown {
  readonly preset?: string;
  readonly issuer: string;
}
const shown = (list: "issuers" | "opaque") =>
  blocks.flatMap((text) => (JSON.parse(text).tokens[list] ?? []) as readonly Shown[]);

/** Rows for every issuer that the page shows with a preset, with its address in the place of what was made of it. */
function presetRows<Name extends string>(
  list: "issuers" | "opaque",
  presets: Readonly<Record<Name, { settings(issuer: string): object }>>,
): string[] {
  return shown(list).flatMap(({ preset, issuer }) => {
    if (preset === undefined) return [];
    const settings = Object.entries(presets[preset as Name].settings(issuer)).map(
      ([name, value]) =>
        `\`${name}\`: \`${JSON.stringify(value).replace(issuer.replace(/\/$/, ""), "<issuer>")}\``,
    );
    return [`| \`${preset}\` | ${issuer} | \`tokens.${list}\` | ${settings.join(", ")} |`];
  });
}

describe("docs/tokens.md", () => {
  for (const text of blocks) {
    const [, name = "no preset"] = /"preset": "([^"]+)"/.exec(text) ?? [];
    test(`shows valid settings: ${name}`, () =>
      assert.deepEqual(mistakesOf({ ...least, ...JSON.parse(text) }), {}));
  }

  test("shows every preset", () => {
    const names = (list: "issuers" | "opaque") => [
      ...new Set(shown(list).flatMap(({ preset }) => preset ?? [])),
    ];
    assert.deepEqual(names("issuers"), [...jwtPresetNames]);
    assert.deepEqual(names("opaque").sort(), [...opaquePresetNames].sort());
  });

  test("says what each preset sets", () => {
    const [, table = ""] = /<!-- presets:begin -->\n([\s\S]*?)<!-- presets:end -->/.exec(page) ?? [];
    const rows = [...presetRows("issuers", jwtPresets), ...presetRows("opaque", opaquePresets)];
    const head = ["| preset | issuer | in | what it sets |", "|---|---|---|---|"];
    assert.equal(table, [...head, ...rows, ""].join("\n"));
  });

  test("names every reason for which a token is refused, and no other", () => {
    const [, checks = ""] = /## What is checked, in this order\n([\s\S]*?)\n## /.exec(page) ?? [];
    const named = [...checks.matchAll(/`((?:token|authorization)_[a-z_]+)`/g)].map(([, code = ""]) => code);
    const reasons = [...countedReasons].filter((code) => /^(token|authorization)_/.test(code));
    const claims = ["token_use"];
    assert.deepEqual([...new Set(named)].filter((code) => !claims.includes(code)).sort(), reasons.sort());
  });
});

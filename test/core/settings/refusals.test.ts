/** Settings of cross-origin access and of what refused clients are told: which of them contradict each other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { least, mistakesOf } from "./mistakes-of.ts";

const remedyOf = (setting: string, api: object) => mistakesOf({ ...least, api })[setting] ?? "";

test("the reason code cannot be shown where missing scopes are hidden, since it would tell of them", () => {
  const hidden = { missingScope: "hidden", showReason: true };
  assert.match(remedyOf("api.refusals", { refusals: hidden }), /leave `showReason` out/);
  for (const refusals of [{ missingScope: "hidden" }, { missingScope: "metadata", showReason: true }]) {
    assert.deepEqual(mistakesOf({ ...least, api: { refusals } }), {});
  }
});

test("the address of help is one that people can be sent to", () => {
  for (const helpUrl of ["http://www.example.org/help", "mailto:help@example.org", "/help", ""]) {
    assert.match(remedyOf("api.refusals.helpUrl", { refusals: { helpUrl } }), /https address/);
  }
});

test("credentials of the browser need exactly one origin by name", () => {
  const named = "https://maps.example.org";
  for (const allowOrigins of [["*"], [named, "https://atlas.example.org"]]) {
    const cors = { allowOrigins, allowCredentials: true };
    assert.match(remedyOf("api.cors", { cors }), /exactly one origin by name/);
  }
  const cors = { allowOrigins: [named], allowCredentials: true };
  assert.deepEqual(mistakesOf({ ...least, api: { cors } }), {});
});

test("an origin holds nothing that a mapping template would read", () => {
  for (const origin of ['https://a"b', "https://$context.stage", "https://a#end", "https://a b", "null"]) {
    assert.match(
      remedyOf("api.cors.allowOrigins[0]", { cors: { allowOrigins: [origin] } }),
      /origin/,
      origin,
    );
  }
});

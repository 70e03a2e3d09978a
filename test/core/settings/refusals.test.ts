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
  for (const helpUrl of [
    "http://www.example.org/help",
    "mailto:help@example.org",
    "/help",
    "",
    "https:www.example.org",
    "https:\\\\www.example.org",
    "https://www.example.org/help\n",
    " https://www.example.org/help",
    "https://www.example.org/two words",
    'https://www.example.org/"help"',
    "https://www.example.org/hilfe/schlüssel",
  ]) {
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

test("an origin is written as browsers send it, for it is compared letter by letter", () => {
  for (const origin of [
    "https://maps.example.org/",
    "https://maps.example.org:443",
    "http://maps.example.org:80",
    "https://Maps.example.org",
    "HTTPS://maps.example.org",
    "https://maps.example.org:08443",
    "https://maps.example.org:",
    "https://maps.example.org:99999",
    "https://maps.example.org\n",
    "https://0x7f.1",
    "https://[::0001]",
    "https://:::",
    "https://*.example.org",
  ]) {
    const cors = { allowOrigins: [origin] };
    assert.match(remedyOf("api.cors.allowOrigins[0]", { cors }), /as browsers send it/, origin);
  }
  const others = ["http://maps.example.org", "https://maps.example.org:8443", "http://[::1]:3000"];
  for (const origin of ["https://xn--bcher-kva.example", "http://127.0.0.1:3000", ...others]) {
    assert.deepEqual(mistakesOf({ ...least, api: { cors: { allowOrigins: [origin] } } }), {});
  }
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

/** The whole API at a custom domain, mapped at its root and below a base path: the stories, and what only a domain has. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";
import { assertNotCanonical } from "./stories/ambiguous-requests.ts";
import { get, type StoryApi, wells } from "./stories/story.ts";
import { tellStories } from "./stories/tell-stories.ts";

const name = "geo.example.org";
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const metadataPath = "/.well-known/oauth-protected-resource";

/** Where RFC 9728 section 3 has a client look that knows nothing but the address: the path comes last. */
const byTheRule = ({ pathname }: URL) => `${metadataPath}${pathname.replace(/\/$/, "")}`;

for (const [place, mapped, publicUrl, found] of [
  ["at its root", {}, "https://geo.example.org", 200],
  // There it is outside of the mapping, so that only the 401 leads to it.
  ["below a base path", { basePath: "ogc" }, "https://geo.example.org/ogc", 403],
] as const) {
  describe(`at a custom domain, ${place}`, () => {
    let local: LocalApi;
    let api: StoryApi;
    before(async () => {
      const domain = { name, certificateArn, ...mapped };
      local = await startLocalApi({
        settings: sampleSettings({ api: { stage: "v1", domain } }),
        keepDomain: true,
      });
      api = {
        ...local,
        host: name,
        publicUrl,
        issuer: local.issuer?.issuer ?? "",
        reasonOf: async (answer) => (await decisionAbout(local, answer)).reason,
      };
    });
    after(() => local?.close());

    tellStories(() => api);

    test("a 401 leads to the metadata of the API at this address", async () => {
      const { headers } = await get(api, wells);
      const challenge = `resource_metadata="${publicUrl}${metadataPath}"`;
      assert.ok(headers["www-authenticate"]?.includes(challenge), headers["www-authenticate"]);
      const { status, text } = await get(api, metadataPath);
      assert.deepEqual([status, JSON.parse(text).resource], [200, publicUrl]);
    });

    test(`the metadata is ${found === 200 ? "also" : "not"} where the RFC's own rule says`, async () => {
      const { origin } = new URL(local.url);
      const answer = await ask(origin, byTheRule(new URL(publicUrl)), { headers: { host: name } });
      assert.equal(answer.status, found);
      if (found === 200) assert.equal(JSON.parse(answer.text).resource, publicUrl);
    });

    test("links lead to this address", async () => {
      const { links } = JSON.parse((await get(api, "/")).text);
      assert.ok(links.length > 0);
      for (const { href } of links) assert.ok(href === publicUrl || href.startsWith(`${publicUrl}/`), href);
    });

    test("the default address is closed", async () => {
      const { port } = new URL(local.url);
      for (const path of ["/v1", `/v1${wells}`, `/v1${metadataPath}`, "/"]) {
        const { status, text } = await ask(`http://127.0.0.1:${port}`, path);
        assert.deepEqual([status, text], [403, '{"message":"Forbidden"}'], path);
      }
    });

    test("a path with the stage in it is none of the API's", async () => {
      const answer = await get(api, "/v1/collections");
      assert.deepEqual([answer.status, await api.reasonOf(answer)], [401, "resource_unknown"]);
    });

    test("doubled slashes are refused", () => assertNotCanonical(api, "//collections"));
  });
}

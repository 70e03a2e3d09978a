/** Which pages may read the sample API's answers, by its environment. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { handler } from "#local/sample-api/handler";
import { proxyEvent } from "./sample-client.ts";

const variables = ["OGC_API_ALLOW_ORIGINS", "OGC_API_ALLOW_CREDENTIALS"] as const;
afterEach(() => {
  for (const name of variables) delete process.env[name];
});

/** The headers of an answer that decide about it, for a page of an origin. */
async function access(origin: string | undefined, path = "/conformance") {
  const event = proxyEvent("GET", path, { headers: origin === undefined ? {} : { Origin: origin } });
  const { headers = {} } = await handler(event);
  return {
    allowOrigin: headers["Access-Control-Allow-Origin"],
    allowCredentials: headers["Access-Control-Allow-Credentials"],
    expose: headers["Access-Control-Expose-Headers"],
    vary: headers.Vary,
  };
}

const expose = "Link, Location, Preference-Applied";

describe("an answer of the sample API", () => {
  test("may be read by every page where no origins are named, and never with credentials", async () => {
    process.env.OGC_API_ALLOW_CREDENTIALS = "true";
    for (const origin of [undefined, "https://maps.example.org"]) {
      assert.deepEqual(await access(origin), {
        allowOrigin: "*",
        allowCredentials: undefined,
        expose,
        vary: "Accept",
      });
    }
  });

  test("names the origin that asks where that is one of several, and says that it depends on it", async () => {
    process.env.OGC_API_ALLOW_ORIGINS = "https://a.example.org https://b.example.org";
    for (const allowOrigin of ["https://a.example.org", "https://b.example.org"]) {
      assert.deepEqual(await access(allowOrigin), {
        allowOrigin,
        allowCredentials: undefined,
        expose,
        vary: "Accept, Origin",
      });
    }
    assert.equal((await access("https://a.example.org", "/nothing/here")).vary, "Origin");
  });

  test("names none to another origin", async () => {
    process.env.OGC_API_ALLOW_ORIGINS = "https://a.example.org";
    process.env.OGC_API_ALLOW_CREDENTIALS = "true";
    for (const origin of [undefined, "https://a.example.org.evil.example", "null", ""]) {
      const refused = { allowOrigin: undefined, allowCredentials: undefined, expose: undefined };
      assert.deepEqual(await access(origin), { ...refused, vary: "Accept, Origin" });
    }
  });

  test("may be had with credentials where one origin is named and that is said", async () => {
    process.env.OGC_API_ALLOW_ORIGINS = "https://a.example.org";
    assert.equal((await access("https://a.example.org")).allowCredentials, undefined);
    process.env.OGC_API_ALLOW_CREDENTIALS = "true";
    assert.equal((await access("https://a.example.org")).allowCredentials, "true");
  });
});

/** Which documents the policy is asked about for which setting, and about whom it is not asked. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apiLayout } from "#core/api-layout";
import { type PolicyInputSettings, policyInput } from "#core/authorize/input/policy-input";
import { ogcResource } from "#core/ogc-resource";
import { anonymous, type Principal } from "#core/principal";
import { asked } from "../../asked.ts";

const holder: Principal = { ...anonymous, kind: "token", id: "u1", scheme: "bearer", claims: { sub: "u1" } };

function documentsOf(
  input: PolicyInputSettings["input"],
  path: string,
  more: Partial<PolicyInputSettings> = {},
) {
  const request = asked("POST", path, { authorization: "Bearer a.b.c" });
  return policyInput({ input, headers: [], ...more }, apiLayout({ basePath: "/geoapi" })).documents(
    request,
    ogcResource(request),
    holder,
  );
}

describe("the policy is asked", () => {
  test("for every action with the input ogcapi, and once with the others", () => {
    const counts = (["ogcapi", "fastapi-opa", "method-api-jwt"] as const).map((input) => {
      const asked = documentsOf(input, "/collections/wells/items");
      return "documents" in asked ? asked.documents.length : asked.refused;
    });
    assert.deepEqual(counts, [2, 1, 1]);
  });

  test("also about what is no resource of an OGC API", () => {
    for (const input of ["ogcapi", "fastapi-opa", "method-api-jwt"] as const) {
      const asked = documentsOf(input, "/sayhello");
      assert.equal("documents" in asked && asked.documents.length, 1, input);
    }
  });

  test("with the base path unless it is left out, and then not about what is outside of it", () => {
    const paths = (path: string, basePathInInput?: boolean) => {
      const asked = documentsOf(
        "fastapi-opa",
        path,
        basePathInInput === undefined ? {} : { basePathInInput },
      );
      return "refused" in asked
        ? asked.refused
        : asked.documents.map((each) => "request_path" in each && each.request_path);
    };
    assert.deepEqual(paths("/geoapi/a"), [["geoapi", "a"]]);
    assert.deepEqual(paths("/geoapi/a", true), [["geoapi", "a"]]);
    assert.deepEqual(paths("/geoapi/a", false), [["a"]]);
    assert.deepEqual(paths("/a", true), [["a"]]);
    assert.deepEqual(paths("/a", false), "path_outside_base_path");
  });
});

describe("a request without any credential", () => {
  const anonymousOf = (settings: Partial<PolicyInputSettings>) =>
    policyInput({ input: "ogcapi", headers: [], ...settings }).anonymous;

  test("is asked about with the input ogcapi, and challenged with the others, unless set", () => {
    assert.equal(anonymousOf({}), "ask");
    assert.equal(anonymousOf({ anonymous: "challenge" }), "challenge");
    assert.equal(anonymousOf({ input: "fastapi-opa" }), "challenge");
    assert.equal(anonymousOf({ input: "fastapi-opa", anonymous: "ask" }), "ask");
  });

  test("is never asked about where the document is a token", () => {
    assert.equal(anonymousOf({ input: "method-api-jwt", anonymous: "ask" }), "challenge");
  });
});

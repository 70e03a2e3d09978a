/** policy/README.md on the input formats: its examples are what the product makes, and its schemas hold for all that it makes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { pythonJsonText } from "#adapters/opa/python-json-text";
import { type AccessRequest, accessRequest } from "#core/access-request";
import { type PolicyInputSettings, policyInput } from "#core/authorize/input/policy-input";
import { ogcResource } from "#core/ogc-resource";
import { anonymous, type Principal } from "#core/principal";
import { allRoutes } from "#core/routes/all-routes";

const readme = readFileSync(new URL("../../policy/README.md", import.meta.url), "utf8");
const formats = ["ogcapi", "fastapi-opa", "method-api-jwt"] as const;

/** The JSON blocks of a section, as they stand there. */
function blocks(heading: string): string[] {
  const section = readme.split(/^##+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/```json\n(.*?)\n```/gs)].map(([, block = ""]) => block);
}

const example: {
  readonly request: Omit<AccessRequest, "segments" | "headers"> & {
    readonly headers: Readonly<Record<string, string[]>>;
  };
  readonly principal: Principal;
} = JSON.parse(blocks("Input")[0] ?? "");

function judged(request: Parameters<typeof accessRequest>[0]): AccessRequest {
  const asked = accessRequest(request);
  if ("refused" in asked) throw new Error(asked.refused);
  return asked;
}

const exampleRequest = judged({
  ...example.request,
  headers: new Map(Object.entries(example.request.headers)),
});

function documents(
  input: PolicyInputSettings["input"],
  request: AccessRequest,
  principal: Principal,
): readonly object[] {
  const asked = policyInput({ input, headers: ["x-project"] }).documents(
    request,
    ogcResource(request),
    principal,
  );
  return "documents" in asked ? asked.documents : [];
}

function validator(format: string) {
  const schema = blocks(`\`${format}\``).find((block) => block.includes("$schema")) ?? "";
  return new Ajv2020({ strict: true }).compile(JSON.parse(schema));
}

test("policy/README.md names every type of resource, and no other", () => {
  const [, sentence = ""] = /^The types are (.*?)\./ms.exec(readme) ?? [];
  const named = [...sentence.matchAll(/`(.*?)`/g)].map(([, type]) => type);
  assert.deepEqual(named.sort(), [...new Set(allRoutes.map(({ type }) => type))].sort());
});

describe("the examples of policy/README.md", () => {
  test("are what the product asks about the example's request", () => {
    assert.deepEqual(documents("ogcapi", exampleRequest, example.principal), [
      JSON.parse(blocks("`ogcapi`")[0] ?? ""),
    ]);
  });

  test("are the bytes that it sends, where they are said to be", () => {
    const bytes = (format: "fastapi-opa" | "method-api-jwt", principal: Principal) =>
      documents(format, exampleRequest, principal).map((input) => pythonJsonText({ input }));
    const key: Principal = { ...anonymous, kind: "api-key", id: "partner", scheme: "apiKey" };
    const [withToken, withKey] = blocks("`fastapi-opa`");
    assert.deepEqual(bytes("fastapi-opa", example.principal), [withToken]);
    assert.deepEqual(bytes("fastapi-opa", key), [withKey]);
    assert.deepEqual(bytes("method-api-jwt", example.principal), blocks("`method-api-jwt`").slice(0, 1));
  });

  test("are valid by the schema of their format", () => {
    for (const format of formats) {
      const validate = validator(format);
      for (const block of blocks(`\`${format}\``).filter((each) => !each.includes("$schema"))) {
        const document = JSON.parse(block);
        assert.ok(validate(document.input ?? document), JSON.stringify(validate.errors));
      }
    }
  });
});

describe("the schemas of policy/README.md", () => {
  const segment = fc.oneof(
    fc.constantFrom("collections", "obs", "items", "processes", "execution", "jobs", "a b", "grüße", "admin"),
    fc.stringMatching(/^[a-z0-9._~-]{1,8}$/),
  );
  const request = fc
    .record({
      method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
      segments: fc.array(segment, { maxLength: 5 }),
      slash: fc.constantFrom("", "/"),
      query: fc.dictionary(fc.string(), fc.array(fc.string(), { minLength: 1 })),
      project: fc.array(fc.string(), { maxLength: 2 }),
    })
    .map(({ method, segments, slash, query, project }) => ({
      method,
      path: `/${segments.map(encodeURIComponent).join("/")}${segments.length > 0 ? slash : ""}`,
      query,
      headers: new Map([
        ["authorization", ["Bearer a_.b-.c"]],
        ...(project.length > 0 ? [["x-project", project] as const] : []),
      ] as [string, string[]][]),
      sourceIp: "192.0.2.1",
      time: 1_800_000_000_000,
    }));
  const principal: fc.Arbitrary<Principal> = fc.oneof(
    fc.constant(anonymous),
    fc.constant<Principal>({
      ...anonymous,
      kind: "api-key",
      id: "partner",
      keyId: "abcdefghijkl",
      scheme: "apiKey",
      scopes: ["a"],
    }),
    fc.dictionary(fc.string(), fc.jsonValue()).map(
      (claims): Principal => ({
        ...anonymous,
        kind: "token",
        id: "u1",
        issuer: "https://i",
        scheme: "bearer",
        claims,
      }),
    ),
  );

  for (const format of formats) {
    test(`hold for every document that is made in the format ${format}`, () => {
      const validate = validator(format);
      let made = 0;
      fc.assert(
        fc.property(request, principal, (asked, who) => {
          const canonical = accessRequest(asked);
          fc.pre(!("refused" in canonical));
          for (const document of documents(format, canonical as AccessRequest, who)) {
            made += 1;
            const sent = JSON.parse(JSON.stringify(document));
            assert.ok(validate(sent), JSON.stringify([sent, validate.errors]));
          }
        }),
        { numRuns: 1000 },
      );
      assert.ok(made >= 1000);
    });
  }

  test("refuse a document of another format, and one with a member too few or too many", () => {
    for (const format of formats) {
      const validate = validator(format);
      const [document] = documents(format, exampleRequest, example.principal);
      for (const name of Object.keys(document ?? {}).filter((each) => !(each in example.principal.claims))) {
        assert.ok(!validate({ ...document, [name]: undefined }), `${format} ${name}`);
      }
      for (const other of formats.filter((each) => each !== format)) {
        assert.ok(!validate(documents(other, exampleRequest, example.principal)[0]), `${format} ${other}`);
      }
    }
  });
});

/** What a principal may see of a listing, asked at once or one by one, and refused where nobody can say. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ApiLayout, apiLayout } from "#core/api-layout";
import { absent } from "#core/authenticate/authenticator";
import type { OgcApiInput } from "#core/authorize/input/ogcapi";
import { policyInput } from "#core/authorize/input/policy-input";
import { visible } from "#core/authorize/visible";
import { Fault } from "#core/fault";
import type { Pipeline } from "#core/pipeline";
import { anonymous } from "#core/principal";
import { asked, noHurry } from "../asked.ts";

const rule = "ogcapi/authz/visible";

interface ManyInput {
  readonly candidates: { readonly type: string; readonly ids: readonly string[] };
}

/** A policy that answers a question about many by `many`, and one about one resource by `one`. */
function listing(
  type: "collection" | "process",
  candidates: readonly string[],
  answers: { many?: (input: ManyInput) => unknown; one?: (input: OgcApiInput) => unknown },
  layout?: ApiLayout,
) {
  const questions: { rule: string | undefined; input: ManyInput & OgcApiInput }[] = [];
  const pipeline: Pipeline = {
    authenticate: async () => absent,
    policy: {
      async evaluate(input, _deadline, named) {
        const either = input as ManyInput & OgcApiInput;
        questions.push({ rule: named, input: either });
        return { result: named === undefined ? answers.one?.(either) : answers.many?.(either) };
      },
    },
    input: policyInput({ input: "ogcapi", headers: ["x-project"] }),
    layout,
  };
  const request = asked("GET", "/collections", { "x-project": "north" });
  const see = (named: string | undefined = rule) =>
    visible(pipeline, { request, principal: anonymous, type, candidates }, noHurry, named);
  return { see, questions };
}

const invalid = (error: unknown) => error instanceof Fault && error.code === "policy_answer_invalid";

describe("a policy with a rule for many", () => {
  test("is asked once, with the listing's request, the principal and all candidates", async () => {
    const { see, questions } = listing("collection", ["a", "b", "c"], { many: () => ["c", "a"] });
    assert.deepEqual(await see(), ["a", "c"]);
    const said = questions.map(({ rule: named, input: { request, principal, candidates } }) => {
      return [named, request.path, request.headers, principal.kind, candidates];
    });
    const candidates = { type: "collection", ids: ["a", "b", "c"] };
    assert.deepEqual(said, [[rule, "/collections", { "x-project": "north" }, "anonymous", candidates]]);
  });

  test("shows nothing where its answer is empty, and is not asked about nothing", async () => {
    assert.deepEqual(await listing("collection", ["a"], { many: () => [] }).see(), []);
    const { see, questions } = listing("collection", [], { many: () => ["a"] });
    assert.deepEqual(await see(), []);
    assert.equal(questions.length, 0);
  });

  test("whose answer is no list of candidates is a fault, and never everything", async () => {
    for (const answer of [true, false, null, "a", {}, ["a", "other"], [1], [["a"]], { a: true }]) {
      const one = () => true;
      await assert.rejects(listing("collection", ["a", "b"], { many: () => answer, one }).see(), invalid);
    }
  });

  test("is not asked about ids that no canonical request reaches, and cannot show them", async () => {
    const ids = ["a", "", "..", "x/y", "*", "100%", "ab\ncd", "\ud800", "é"];
    const { see, questions } = listing("collection", ids, { many: ({ candidates }) => candidates.ids });
    assert.deepEqual(await see(), ["a", "é"]);
    assert.deepEqual(questions[0]?.input.candidates.ids, ["a", "é"]);
  });
});

describe("a policy that reads the input of another product", () => {
  const request = asked("GET", "/collections");
  const candidates = ["a", "b"];

  test("is asked one question each, in its own format, whatever rules it has", async () => {
    const questions: unknown[] = [];
    const pipeline: Pipeline = {
      authenticate: async () => absent,
      policy: {
        async evaluate(document, _deadline, named) {
          questions.push([named, document]);
          return { result: { allow: (document as { request_path: string[] }).request_path.includes("b") } };
        },
      },
      input: policyInput({ input: "fastapi-opa", headers: [] }),
    };
    const principal = { ...anonymous, kind: "token" as const, claims: { sub: "u1" } };
    const listing = { request, principal, type: "collection", candidates } as const;
    assert.deepEqual(await visible(pipeline, listing, noHurry, rule), ["b"]);
    assert.deepEqual(
      questions,
      candidates.map((id) => {
        return [undefined, { sub: "u1", request_method: "GET", request_path: ["collections", id] }];
      }),
    );
  });

  test("shows an anonymous caller nothing where such callers are challenged at once", async () => {
    for (const input of ["fastapi-opa", "ogcapi"] as const) {
      const pipeline: Pipeline = {
        authenticate: async () => absent,
        policy: { evaluate: async () => assert.fail("nobody is to be asked") },
        input: policyInput({ input, headers: [], anonymous: "challenge" }),
      };
      const listing = { request, principal: anonymous, type: "collection", candidates } as const;
      assert.deepEqual(await visible(pipeline, listing, noHurry, rule), []);
    }
  });
});

describe("a policy without one", () => {
  test("is asked about each candidate by the request that would read it", async () => {
    const one = ({ resource }: OgcApiInput) => resource.collection !== "b";
    const { see, questions } = listing("collection", ["a", "b", "urn:c"], { one });
    assert.deepEqual(await see(), ["a", "urn:c"]);
    const [, ...each] = questions.map(({ input }) => input);
    assert.deepEqual(
      each.map(({ request, resource }) => [request.method, request.path, resource.type, resource.action]),
      ["a", "b", "urn:c"].map((id) => ["GET", `/collections/${id}`, "collection", "read"]),
    );
  });

  test("is asked by paths below the base path, and shows ids with a slash only where settings name them", async () => {
    const layout = apiLayout({ basePath: "/geo/api", collectionIds: ["obs/daily"] });
    const ids = ["obs", "obs/daily", "obs/hourly", "obs/items"];
    const { see, questions } = listing("collection", ids, { one: () => true }, layout);
    assert.deepEqual(await see(""), ["obs", "obs/daily"]);
    assert.deepEqual(
      questions.map(({ input }) => [input.request.path, input.resource.collection]),
      [
        ["/geo/api/collections/obs", "obs"],
        ["/geo/api/collections/obs/daily", "obs/daily"],
      ],
    );
  });

  test("shows processes that may be read, and those that may be executed", async () => {
    const one = ({ resource }: OgcApiInput) =>
      (resource.process === "readable" && resource.action === "read") ||
      (resource.process === "runnable" && resource.action === "execute");
    const { see } = listing("process", ["readable", "hidden", "runnable"], { one });
    assert.deepEqual(await see(""), ["readable", "runnable"]);
  });

  test("is asked a few at a time", async () => {
    let underWay = 0;
    let most = 0;
    const one = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return { allow: true };
    };
    const ids = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const pipeline: Pipeline = {
      authenticate: async () => absent,
      policy: { evaluate: async () => ({ result: await one() }) },
      input: policyInput({ input: "ogcapi", headers: [] }),
    };
    const request = asked("GET", "/collections");
    const shown = await visible(
      pipeline,
      { request, principal: anonymous, type: "collection", candidates: ids },
      noHurry,
    );
    assert.deepEqual(shown, ids);
    assert.equal(most, 8);
  });

  test("shows nothing at all where one answer is missing", async () => {
    let count = 0;
    const one = ({ resource }: OgcApiInput) => {
      count++;
      return resource.collection === "c2" ? undefined : true;
    };
    const ids = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const { see } = listing("collection", ids, { one });
    await assert.rejects(see(""), (error) => error instanceof Fault && error.code === "policy_undefined");
    assert.ok(count < 50, `${count} questions were asked after the first had failed`);
  });
});

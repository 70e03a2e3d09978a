/** IAM policies evaluated as AWS documents it, with its own examples; what is not understood never allows. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { arnMatches } from "#local/gateway/authorize/arn-pattern";
import { evaluatePolicy } from "#local/gateway/authorize/iam-evaluation";

const api = "arn:aws:execute-api:us-east-1:123456789012:a123456789";

function outcome(statement: unknown, resource: string): string {
  const document = { Version: "2012-10-17", Statement: statement };
  return evaluatePolicy(document, "execute-api:Invoke", resource).kind;
}

const allow = (resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action: "execute-api:Invoke",
  Resource: resource,
  ...more,
});

describe("wildcards as IAM's page 'IAM JSON policy elements: Resource' shows them", () => {
  const bucket = "arn:aws:s3:::DOC-EXAMPLE-BUCKET";
  for (const object of [
    "1/test/object.jpg",
    "1/2/test/object.jpg",
    "1/2/test/3/object.jpg",
    "1/2/3/test/4/object.jpg",
    "1///test///object.jpg",
    "1/test/.jpg",
    "/test/object.jpg",
    "1/test/",
  ]) {
    test(`*/test/* matches ${object}`, () => {
      assert.equal(arnMatches(`${bucket}/*/test/*`, `${bucket}/${object}`), true);
    });
  }
  for (const object of ["1-test/object.jpg", "test/object.jpg", "1/2/test.jpg"]) {
    test(`*/test/* does not match ${object}`, () => {
      assert.equal(arnMatches(`${bucket}/*/test/*`, `${bucket}/${object}`), false);
    });
  }
});

describe("resources as API Gateway's page 'Control access to a REST API with IAM permissions' shows them", () => {
  const call = `${api}/test/POST/mydemoresource/x`;
  const cases: readonly (readonly [string, boolean])[] = [
    ["arn:aws:execute-api:*:*:*", true],
    ["arn:aws:execute-api:us-east-1:*:*", true],
    ["arn:aws:execute-api:eu-west-1:*:*", false],
    ["arn:aws:execute-api:us-east-1:*:a123456789/*", true],
    ["arn:aws:execute-api:us-east-1:*:b123456789/*", false],
    ["arn:aws:execute-api:us-east-1:*:a123456789/test/*", true],
    ["arn:aws:execute-api:us-east-1:*:a123456789/test/POST/mydemoresource/*", true],
    ["arn:aws:execute-api:us-east-1:*:a123456789/test/GET/mydemoresource/*", false],
    ["arn:aws:execute-api:*:*:a123456789/*/*/petstorewalkthrough/pets", false],
  ];
  for (const [resource, matches] of cases) {
    test(`${resource} ${matches ? "covers" : "does not cover"} the call`, () => {
      assert.equal(outcome(allow(resource), call), matches ? "allow" : "no-match");
    });
  }

  test("GET on a pet is allowed, and POST denied, by the page's two statements", () => {
    const statements = [
      allow([`${api}/*/GET/pets`]),
      { Effect: "Deny", Action: ["execute-api:Invoke"], Resource: [`${api}/*/POST/pets`] },
    ];
    assert.equal(outcome(statements, `${api}/test/GET/pets`), "allow");
    assert.equal(outcome(statements, `${api}/test/POST/pets`), "explicit-deny");
    assert.equal(outcome(statements, `${api}/test/DELETE/pets`), "no-match");
  });

  test("what ends in a star before its last segment goes on across the rest", () => {
    assert.equal(outcome(allow("arn:aws:execute-api:*"), call), "allow");
    assert.equal(outcome(allow("*"), call), "allow");
  });

  test("a wildcard within a segment does not reach over a colon", () => {
    assert.equal(outcome(allow("arn:aws:execute-api:us-east-1:1*9:x/*"), `${api}/test/GET/9:x/`), "no-match");
  });

  test("a question mark is exactly one character", () => {
    assert.equal(outcome(allow(`${api}/test/GET/pets/?`), `${api}/test/GET/pets/1`), "allow");
    assert.equal(outcome(allow(`${api}/test/GET/pets/?`), `${api}/test/GET/pets/12`), "no-match");
    assert.equal(outcome(allow(`${api}/test/GET/pets/?`), `${api}/test/GET/pets/`), "no-match");
  });
});

describe("evaluation ('Policy evaluation logic')", () => {
  const pets = `${api}/test/GET/pets`;

  test("an explicit deny comes before any allow, wherever it stands", () => {
    const deny = { Effect: "Deny", Action: "*", Resource: "*" };
    assert.equal(outcome([allow("*"), deny], pets), "explicit-deny");
    assert.equal(outcome([deny, allow("*")], pets), "explicit-deny");
  });

  test("what no statement matches is not allowed", () => {
    assert.equal(outcome([], pets), "no-match");
    assert.equal(outcome(allow(`${api}/test/GET/other`), pets), "no-match");
  });

  test("one statement may stand without a list, and so may one action and one resource", () => {
    assert.equal(outcome(allow(pets), pets), "allow");
    assert.equal(outcome([allow([pets], { Action: ["execute-api:Invoke"] })], pets), "allow");
  });

  test("actions are compared without regard to case, with wildcards", () => {
    for (const Action of ["EXECUTE-API:invoke", "execute-api:*", "execute-api:Inv?ke", "*"]) {
      assert.equal(outcome(allow(pets, { Action }), pets), "allow", Action);
    }
    for (const Action of ["execute-api:InvalidateCache", "lambda:Invoke*", "execute-api:Invok"]) {
      assert.equal(outcome(allow(pets, { Action }), pets), "no-match", Action);
    }
  });

  test("resources are compared with regard to case", () => {
    assert.equal(outcome(allow(`${api}/test/get/pets`), pets), "no-match");
    assert.equal(outcome(allow(`${api}/test/GET/Pets`), pets), "no-match");
  });

  test("NotResource and NotAction match everything else", () => {
    const everythingBut = (NotResource: string) => ({
      Effect: "Allow",
      Action: "execute-api:Invoke",
      NotResource,
    });
    assert.equal(outcome(everythingBut(pets), pets), "no-match");
    assert.equal(outcome(everythingBut(`${api}/test/GET/other`), pets), "allow");
    assert.equal(outcome({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, pets), "allow");
    assert.equal(outcome({ Effect: "Allow", NotAction: "execute-api:*", Resource: "*" }, pets), "no-match");
  });
});

describe("what is not understood is never allowed", () => {
  const pets = `${api}/test/GET/pets`;
  const cases: readonly (readonly [string, unknown])[] = [
    ["a Condition", allow(pets, { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } })],
    ["a Principal", allow(pets, { Principal: "*" })],
    ["an unknown member", allow(pets, { condition: {} })],
    ["a policy variable", allow(`${api}/test/GET/\${aws:username}`)],
    ["an Effect in other letters", allow(pets, { Effect: "allow" })],
    ["no Effect", { Action: "*", Resource: "*" }],
    ["no Action", { Effect: "Allow", Resource: "*" }],
    ["Action and NotAction", allow(pets, { NotAction: "iam:*" })],
    ["no Resource", { Effect: "Allow", Action: "*" }],
    ["an empty list", allow([])],
    ["a Resource that is no ARN", allow("/test/GET/pets")],
    ["a wildcard as service", allow("arn:aws:*:us-east-1:123456789012:a123456789/*")],
    ["a Resource that is a number", allow(1)],
    ["a Resource of 513 characters", allow(`${api}/test/GET/`.padEnd(513, "x"))],
    ["an action without a service", allow(pets, { Action: "Invoke" })],
    ["a statement that is a text", "Allow"],
  ];
  for (const [what, statement] of cases) {
    test(`${what}, also beside a statement that allows`, () => {
      assert.equal(outcome(statement, pets), "not-understood");
      assert.equal(outcome([allow("*"), statement], pets), "not-understood");
    });
  }

  test("a document that is none, and an unknown version of the language", () => {
    const evaluate = (document: unknown) => evaluatePolicy(document, "execute-api:Invoke", pets).kind;
    for (const document of [null, "{}", [], {}, { Statement: allow("*"), Version: "2025-01-01" }]) {
      assert.equal(evaluate(document), "not-understood", JSON.stringify(document));
    }
    assert.equal(evaluate({ Statement: allow("*"), Extra: 1 }), "not-understood");
    assert.equal(evaluate({ Statement: allow("*"), Version: "2008-10-17", Id: "x" }), "allow");
  });

  test("no document makes the evaluation throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        assert.notEqual(evaluatePolicy(document, "execute-api:Invoke", pets).kind, "allow");
      }),
    );
  });
});

describe("properties of every policy that is understood", () => {
  const pets = `${api}/test/GET/pets`;
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("execute-api:Invoke", "execute-api:*", "iam:*"),
    Resource: fc.constantFrom("*", pets, `${api}/test/GET/*`, `${api}/other/*`),
  });
  const statements = fc.array(statement, { maxLength: 6 });

  test("the order of the statements does not matter", () => {
    fc.assert(
      fc.property(statements, (list) => {
        assert.equal(outcome(list, pets), outcome(list.toReversed(), pets));
      }),
    );
  });

  test("one more statement that denies everything denies", () => {
    const deny = { Effect: "Deny", Action: "*", Resource: "*" };
    fc.assert(
      fc.property(statements, (list) => assert.equal(outcome([...list, deny], pets), "explicit-deny")),
    );
  });

  test("one more statement that allows everything never lifts a denial", () => {
    fc.assert(
      fc.property(statements, (list) => {
        const before = outcome(list, pets);
        assert.equal(outcome([...list, allow("*")], pets), before === "explicit-deny" ? before : "allow");
      }),
    );
  });
});

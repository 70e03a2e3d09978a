/** The ways in which a template may name a function lead to one ARN. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lambdaArn } from "#local/gateway/template/lambda-arn";
import { pseudoParameters } from "../sample-template.ts";

const arn = "arn:aws:lambda:eu-central-1:123456789012:function:thing";

test("a function is found under its ARN, a part of it, or its name, with or without an alias", () => {
  assert.equal(lambdaArn(arn, pseudoParameters), arn);
  assert.equal(lambdaArn(`${arn}:live`, pseudoParameters), `${arn}:live`);
  assert.equal(lambdaArn("123456789012:function:thing", pseudoParameters), arn);
  assert.equal(lambdaArn("thing", pseudoParameters), arn);
  assert.equal(lambdaArn("thing:live", pseudoParameters), `${arn}:live`);
});

/** The outputs that are read out of a template. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TemplateOutput } from "#local/gateway/template/cloudformation-template";
import { templateOutputs } from "#local/gateway/template/outputs";
import { pseudoParameters, sampleTemplate } from "../sample-template.ts";

const outputsOf = (Outputs: Record<string, TemplateOutput>) =>
  templateOutputs(
    { ...sampleTemplate, Conditions: { Never: { "Fn::Equals": ["a", "b"] } }, Outputs },
    pseudoParameters,
  );

test("an output has its evaluated value, and its description where it has one", () => {
  assert.deepEqual(
    outputsOf({
      Name: { Value: { Ref: "Authorizer" }, Description: "what it is called" },
      Count: { Value: 2 },
    }),
    [
      { key: "Name", value: "sample-Authorizer", description: "what it is called" },
      { key: "Count", value: "2" },
    ],
  );
});

test("an output whose condition does not hold is not there", () => {
  assert.deepEqual(outputsOf({ Name: { Value: "x", Condition: "Never" } }), []);
});

test("a template may have none", () => {
  assert.deepEqual(templateOutputs(sampleTemplate, pseudoParameters), []);
});

test("an output that is no text is named", () => {
  assert.throws(() => outputsOf({ List: { Value: ["a"] } }), /output List must be a text/);
});

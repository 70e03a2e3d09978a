/** The document that the benchmarks write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ratioLimit } from "../findings.ts";
import { performanceDocument } from "./performance-document.ts";

const limits = [
  ratioLimit("F2", "token, RS256", 1.31, 1.3, "aws-jwt-verify alone"),
  ratioLimit("F1", "API key", 1.9, 2, "its parts"),
];

test("goals stand first, in their order, each with what was measured and whether it is met", () => {
  const document = performanceDocument(
    "npm run bench",
    ["a machine"],
    [{ title: "Decisions", lines: ["a table"], limits }],
  );
  assert.deepEqual(
    document.split("\n").filter((line) => line.startsWith("| F")),
    [
      "| F1 | API key | ≤ 2 × its parts | 1.90 × | met |",
      "| F2 | token, RS256 | ≤ 1.3 × aws-jwt-verify alone | 1.31 × | **not met** |",
    ],
  );
  assert.ok(document.indexOf("## Goals") < document.indexOf("## Decisions"));
  assert.match(document, /^- a machine$/m);
  assert.match(document, /^`npm run bench` has written this/m);
});

test("benchmarks without goals are told without them", () => {
  const document = performanceDocument(
    "npm run bench -- keys",
    [],
    [{ title: "Managed keys", lines: ["a table"], limits: [] }],
  );
  assert.doesNotMatch(document, /## Goals/);
  assert.match(document, /## Managed keys\n\na table\n$/);
});

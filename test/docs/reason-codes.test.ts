/** The operator's table of reasons is complete: every code that the sources can log stands in docs/operations.md. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every way in which the sources write a reason code. */
const reasonCode =
  /(?:rejected\(|refused\(|reject(?:ed)?: |refused: |reason: |new Fault\(\s*|return )"([a-z]+(?:_[a-z0-9]+)+)"/g;

test("every reason code of the sources is explained in docs/operations.md", () => {
  const sources = globSync("{core,adapters,functions}/**/*.ts", { cwd: root }).map(read);
  const rego = globSync("policy/ogcapi/**/*.rego", {
    cwd: root,
    exclude: (name) => name.endsWith("_test.rego"),
  });
  const ofRego = rego.map(read).flatMap((text) => [...text.matchAll(/"reason": "([a-z_]+)"/g)]);
  const faults = [...read("core/fault.ts").matchAll(/\| "([a-z_]+)"/g)];
  const codes = new Set(
    [...sources.flatMap((text) => [...text.matchAll(reasonCode)]), ...ofRego, ...faults].map(
      ([, code]) => code ?? "",
    ),
  );
  const explained = new Set(
    [...read("docs/operations.md").matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code),
  );
  assert.ok(codes.size > 40, `only ${codes.size} codes found`);
  assert.deepEqual(
    [...codes].filter((code) => !explained.has(code)),
    [],
  );
});

test("docs/operations.md explains no reason code that the sources do not have", () => {
  const rows = [...read("docs/operations.md").matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) => [
    ...cell.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g),
  ]);
  const sources = globSync("{core,adapters,functions,policy/ogcapi}/**/*.{ts,rego}", { cwd: root })
    .map(read)
    .join("\n");
  assert.ok(rows.length > 40);
  assert.deepEqual(
    rows.map(([, code = ""]) => code).filter((code) => !sources.includes(`"${code}"`)),
    [],
  );
});

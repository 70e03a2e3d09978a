import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { guardFolder, python } from "./guarded-backend.ts";

const tests = fileURLToPath(new URL("../../backend/python", import.meta.url));

test("the Python unit tests of backend/python pass", async () => {
  const environment = { ...process.env, PYTHONPATH: guardFolder, PYTHONDONTWRITEBYTECODE: "1" };
  const { stderr } = await promisify(execFile)(python(), ["-m", "unittest", "discover", "-s", tests], {
    env: environment,
  });
  const [, count] = /^Ran (\d+) tests? in /m.exec(stderr) ?? [];
  assert.ok(Number(count) >= 12, stderr);
  assert.match(stderr, /^OK$/m);
});

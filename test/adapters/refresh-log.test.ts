/** The lines about what failed without any request noticing it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

test("a line names reason, remedy and the issuer if there is one, and of an unexpected error only its class", () => {
  const program = `
    import { logLastUseFailure, logRefreshFailure } from "#adapters/refresh-log";
    import { Fault } from "#core/fault";
    logRefreshFailure("https://a.example", new Fault("jwks_unavailable", "set it"));
    logRefreshFailure("https://a.example", new TypeError("canary"));
    logLastUseFailure(new Fault("key_table_unavailable", "set it"));`;
  const root = path.join(import.meta.dirname, "../..");
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
  const [first, second, third] = said
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { timestamp, ...rest } = first;
  assert.ok(Date.parse(timestamp) > 0);
  assert.deepEqual(rest, {
    level: "WARN",
    message: "refresh",
    reason: "jwks_unavailable",
    issuer: "https://a.example",
    remedy: "set it",
  });
  assert.equal(second.reason, "internal_error");
  assert.ok(!said.includes("canary"));
  assert.deepEqual(
    { ...third, timestamp: undefined },
    {
      timestamp: undefined,
      level: "WARN",
      message: "lastUse",
      reason: "key_table_unavailable",
      remedy: "set it",
    },
  );
});

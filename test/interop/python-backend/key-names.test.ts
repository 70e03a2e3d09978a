/** Whatever name recognises a key in the query, or is kept from the policy, the Python wrapper takes out, and no other. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import fc from "fast-check";
import { carriesKey, parameterValues } from "#core/authenticate/api-key/key-parameter";
import { requestTarget } from "#local/gateway/receive/request-target";
import { seed, targetCount } from "../routing/seed.ts";
import { guardFolder, python } from "./guarded-backend.ts";

const name = "apikey";

const script = `
import json, sys
from ogc_api_authorizer.key_parameter import KeyParameter
without = KeyParameter(sys.argv[1])
for line in sys.stdin:
    query = json.loads(line)
    left = without.out_of_query_text(query)
    print(json.dumps(left))
`;

const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** A letter as it is, in the other case, encoded once, twice or three times, or one that is easily taken for it. */
const letter = (each: string) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(each) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(each.toUpperCase(), hex(each), hex(each).toUpperCase(), hex(hex(each))),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...[
          "",
          `${each}%00`,
          `+${each}`,
          `${each}%20`,
          "%ff",
          "%",
          "%c4%b1",
          "\u0131",
          "\u212a",
          hex("\u212a"),
        ],
        hex(hex(hex(each))),
      ),
    },
  );

const spelt = fc.tuple(...[...name].map(letter)).map((letters) => letters.join(""));
const separator = fc.constantFrom("&", ";", "&&", "&f=json&", ";x=1;");

test("the wrapper and the authorizer mean the same parameters", async (t) => {
  const count = targetCount(10_000);
  t.diagnostic(`seed ${seed}, ${count} queries`);
  const asked = fc.sample(fc.tuple(spelt, separator, spelt), { numRuns: count, seed });
  const queries = asked.map(([first, between, second]) => `${first}=key${between}${second}=key`);
  const running = promisify(execFile)(python(), ["-c", script, name], {
    env: { ...process.env, PYTHONPATH: guardFolder, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 100_000_000,
  });
  running.child.stdin?.end(queries.map((query) => `${JSON.stringify(query)}\n`).join(""));
  const left = (await running).stdout
    .trimEnd()
    .split("\n")
    .map((line): string => JSON.parse(line));
  assert.equal(left.length, count);
  const seen = { recognised: 0, kept: 0 };
  for (const [index, query] of queries.entries()) {
    const read = (text: string) => requestTarget(`/?${text}`).query;
    const before = read(query);
    const recognised = parameterValues(
      Object.fromEntries(before.map(([each, value]) => [each, [value]])),
      name,
    );
    const expected = before.filter(([each]) => !carriesKey(each, name));
    assert.deepEqual(read(left[index] ?? ""), expected, `${JSON.stringify(query)}, seed ${seed}`);
    if (recognised.length > 0) {
      assert.ok(expected.length < before.length, query);
      seen.recognised += 1;
    }
    if (expected.some(([, value]) => value === "key")) seen.kept += 1;
  }
  assert.ok(seen.recognised > count / 20 && seen.kept > count / 20, JSON.stringify(seen));
});

/** `keys create`: the key goes to standard output alone, and what is kept of it is only what it can be checked by. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { managedKeyId } from "#core/authenticate/api-key/managed-key";
import { keysPeer } from "./keys-peer.ts";

const peer = keysPeer();

describe("keys create", () => {
  test("writes one line with the key to standard output, and all that people want to know to standard error", async () => {
    const { code, written, warned } = await peer.keys([
      ...["create", "--name", "partner", "--owner", "gis@example.org", "--expires", "90d"],
    ]);
    assert.equal(code, 0, warned);
    assert.match(written, /^ogc_live_[a-z2-7]{51}\n$/);
    const id = managedKeyId(written.trim(), "live");
    assert.ok("id" in id);
    assert.ok(warned.includes(id.id) && warned.includes("partner") && /expires \d{4}-/.test(warned));
    assert.match(warned, /shown this once/);
  });

  test("shows the key on standard output once and nowhere else, and the pepper nowhere", async () => {
    for (const options of [[], ["--json"]]) {
      const { written, warned } = await peer.keys([
        "create",
        "--name",
        `canary${options.length}`,
        ...options,
      ]);
      const [key = "none"] = /ogc_live_[a-z2-7]{51}/.exec(written) ?? [];
      assert.equal(written.split(key).length, 2);
      const listed = await peer.keys(["list", "--json"]);
      const shown = await peer.keys(["show", `canary${options.length}`]);
      const everything = [
        warned,
        listed.written,
        listed.warned,
        shown.written,
        await peer.tableText(),
      ].join();
      assert.ok(!everything.includes(key) && !everything.includes(key.slice(-39)));
      assert.ok(!everything.includes(peer.pepper) && !written.includes(peer.pepper));
    }
  });

  test("refuses a name that is in use unless --beside is said, and points to rotate", async () => {
    await peer.keys(["create", "--name", "taken"]);
    const { code, written, warned } = await peer.keys(["create", "--name", "taken"]);
    assert.deepEqual([code, written], [1, ""]);
    assert.match(warned, /in use by [a-z2-7]{12}: .*keys rotate.*--beside/);
    assert.equal((await peer.keys(["create", "--name", "taken", "--beside"])).code, 0);
    const { code: ambiguous, warned: told } = await peer.keys(["revoke", "taken", "--yes"]);
    assert.equal(ambiguous, 1);
    assert.match(told, /several keys .*: [a-z2-7]{12} \(active\), [a-z2-7]{12} \(active\)/);
  });

  test("takes the name of a key that has ended", async () => {
    await peer.keys(["create", "--name", "again"]);
    await peer.keys(["revoke", "again", "--yes"]);
    assert.equal((await peer.keys(["create", "--name", "again"])).code, 0);
  });

  test("prints one JSON document with the key and its record", async () => {
    const { written } = await peer.keys([
      ...[
        "create",
        "--name",
        "json",
        "--scope",
        "a",
        "--scope",
        "b",
        "--scope",
        "a",
        "--never-expires",
        "--json",
      ],
    ]);
    const { key, record } = JSON.parse(written);
    assert.match(key, /^ogc_live_/);
    const { id, createdAt, ...rest } = record;
    assert.ok(key.includes(id) && !Number.isNaN(Date.parse(createdAt)));
    assert.deepEqual(rest, {
      ...{ name: "json", owner: "unknown", scopes: ["a", "b"], status: "active", notBefore: null },
      ...{ expiresAt: null, lastUsedDay: null, replacedBy: null, pepper: "current" },
    });
  });

  test("makes keys that expire after a year unless told otherwise", async () => {
    const { written } = await peer.keys(["create", "--name", "year", "--json"]);
    const { createdAt, expiresAt } = JSON.parse(written).record;
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 365 * 86_400_000);
  });

  for (const [why, options, remedy] of [
    ["a name with a space", ["--name", "two words"], /--name must be/],
    ["the name *", ["--name", "*"], /--name must be/],
    ["an owner that a terminal would act upon", ["--name", "x", "--owner", "\u001b[2J"], /--owner must be/],
    ["two scopes in one", ["--name", "x", "--scope", "a b"], /--scope must be/],
    ["an end in the past", ["--name", "x", "--expires", "2020-01-01"], /--expires must be later/],
    ["an end that is now", ["--name", "x", "--expires", "0"], /--expires must be later/],
    [
      "an end before the beginning",
      ["--name", "x", "--expires", "1d", "--not-before", "2d"],
      /must be later/,
    ],
    ["a time without its zone", ["--name", "x", "--expires", "2099-01-31T00:00"], /--expires must be a/],
    ["a day that no calendar has", ["--name", "x", "--expires", "2099-02-30"], /--expires must be a/],
    ["a duration without end", ["--name", "x", "--expires", "999999999w"], /--expires must be a/],
    ["an end and none", ["--name", "x", "--expires", "1d", "--never-expires"], /either --expires or/],
    ["no name", [], /--name/],
  ] as const) {
    test(`refuses ${why}`, async () => {
      const { code, written, warned } = await peer.keys(["create", ...options]);
      assert.deepEqual([code, written], [1, ""]);
      assert.match(warned, remedy);
    });
  }
});

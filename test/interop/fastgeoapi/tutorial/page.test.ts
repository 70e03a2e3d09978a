/** docs/fastgeoapi.md as a new user follows it: its files, its commands in their order, and what they answer. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startDirect } from "./direct-fastgeoapi.ts";
import { type EnvFolder, envFolder } from "./env-file.ts";
import { blocks, commands, sections } from "./page.ts";
import { nothingStarted } from "./started-together.ts";
import { beginWalk, type Walk } from "./walk.ts";

const importing = "2. Import it";
const trying = "3. Try it on this machine";
const rules = "4. Say who may do what";
const openPolicy = "6. OpenID Connect and OPA";

describe("docs/fastgeoapi.md:", () => {
  const started = nothingStarted();
  const key = randomBytes(24).toString("base64url");
  let env: EnvFolder;
  let walk: Walk;
  before(async () => {
    // As the page has it: started as ever, with the three schemes off.
    [env] = await started.together([envFolder({ state: "dev", settings: {} })]);
    [, walk] = await started.together([startDirect(env), beginWalk(env.port, { KEY: key })]);
    const [file = ""] = blocks("1. Your `.env`", "ini");
    await walk.write("fastgeoapi/.env", file.replace("<your key>", key));
  });
  after(() => started.close());

  test("the import refuses the file with what the page shows", async () => {
    const [shown = ""] = blocks(importing, "console");
    const [command = "", ...output] = shown.replace(/^\$ /, "").split("\n");
    const { code, written } = await walk.ran(command);
    assert.deepEqual([code, written], [1, output.join("\n")]);
  });

  test("the import with both flags writes what the page says", async () => {
    for (const command of commands(importing)) {
      const written = await walk.follow(command);
      assert.ok(!written.includes(key));
      // What it prints to go on with is what the page goes on with.
      const [next = ""] = commands(trying);
      assert.ok(written.includes(`  ${next}\n`), written);
      const [, keys = ""] = /^(aws .*)$/m.exec(sections.get("5. Deploy") ?? "") ?? [];
      assert.ok(written.includes(`  ${keys}\n`), written);
    }
    const secret = join(walk.folder, "geo.secrets", "api-keys.json");
    assert.equal(JSON.parse(await readFile(secret, "utf8")).keys.global, key);
    assert.equal((await stat(secret)).mode & 0o777, 0o600);
  });

  test("the API on this machine answers as the page says", async () => {
    for (const command of commands(trying)) await walk.follow(command);
  });

  test("the access rules of the page are explained by its command", async () => {
    const file = join(walk.folder, "geo.json");
    const [block = ""] = blocks(rules, "json");
    const settings = { ...JSON.parse(await readFile(file, "utf8")), ...JSON.parse(`{${block}}`) };
    await writeFile(file, JSON.stringify(settings));
    for (const command of commands(rules)) {
      assert.match(await walk.follow(command), /^Outcome +allowed/m);
    }
  });

  test("the section on OPA runs from its file to its answers", async (context) => {
    const again = await beginWalk(env.port, {});
    context.after(() => again.close());
    const [file = ""] = blocks(openPolicy, "ini");
    await again.write(
      "fastgeoapi/opa.env",
      file.replace("<your client's secret>", randomBytes(24).toString("base64url")),
    );
    for (const command of commands(openPolicy)) {
      const written = await again.follow(command);
      if (command.includes(" explain ")) assert.match(written, /^Outcome +allowed: policy_allowed/m);
    }
  });

  test("has no command to be run in any other section", () => {
    const walked = [...sections.keys()].filter((heading) => commands(heading).length > 0);
    assert.deepEqual(walked, [importing, trying, rules, openPolicy]);
  });
});

/** docs/api-keys.md holds: its commands run in their order, its JSON is what is printed, its patterns find keys. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { keysCommand } from "#cli/keys";
import { madeKey, managedKeyPattern } from "#core/authenticate/api-key/managed-key";
import { keysPeer, newPepper } from "#test/cli/keys/keys-peer";

const page = readFileSync(new URL("../../docs/api-keys.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, text = ""]) => text,
  );
/** The block of JSON that has a member of this name at its top. */
const jsonWith = (member: string) =>
  blocks("json").find((text) => Object.hasOwn(JSON.parse(text), member)) ?? "{}";
const peer = keysPeer();

async function document(...commandLine: readonly string[]) {
  const { code, written, warned } = await peer.keys([...commandLine, "--json"]);
  assert.equal(code, 0, warned);
  return JSON.parse(written);
}

describe("docs/api-keys.md", () => {
  for (const block of blocks("sh")) {
    const commands = block.trim().split("\n");
    test(`shows commands that run one after the other: ${commands[0]}, …`, async () => {
      for (const command of commands) {
        const [program, ...words] = command
          .replace(/ > key\.txt$/, "")
          .split(" ")
          .slice(1);
        assert.equal(program, "ogc-api-authorizer");
        const { code, written, warned } = await peer.keys(words.slice(1));
        assert.equal(code, 0, `${command}: ${warned}`);
        if (command.endsWith("> key.txt")) assert.match(written, new RegExp(`^${managedKeyPattern}\n$`));
      }
    });
  }

  test("shows a key's JSON with the members that are printed, and all statuses", async () => {
    const shown = jsonWith("id");
    const { record } = await document("create", "--name", "documented");
    assert.deepEqual(Object.keys(JSON.parse(shown)), Object.keys(record));
    const statuses = [...page.matchAll(/^\| `([a-z_]+)` \| (?:is|was|has) /gm)].map(
      ([, status = ""]) => status,
    );
    const type = readFileSync(new URL("../../cli/keys/text/key-status.ts", import.meta.url), "utf8");
    const [, union = ""] = /KeyStatus = ([^;]+);/.exec(type) ?? [];
    assert.deepEqual(
      statuses.sort(),
      [...union.matchAll(/"([a-z_]+)"/g)].map(([, status = ""]) => status).sort(),
    );
  });

  test("names the members of every command's JSON", async () => {
    const printed = new Map<string, readonly string[]>();
    const run = async (command: string, ...rest: readonly string[]) => {
      const outcome = await document(command, ...rest);
      printed.set(command, Object.keys(outcome));
      return outcome;
    };
    const { record } = await run("create", "--name", "members");
    await run("list");
    await run("show", record.id);
    await run("disable", record.id);
    await run("enable", record.id);
    const rotated = await run("rotate", record.id);
    await run("revoke", rotated.record.id, "--yes");
    const { outcomes } = await document("revoke", "members", "--all", "--yes");
    assert.deepEqual(Object.keys(outcomes[0]), printed.get("revoke"));
    await run("rotate-pepper");
    const told = [...page.matchAll(/^\| `([a-z-]+)[^`]*` \|[^|]*\| `\{([^}]*)\}`/gm)].map(
      ([, command = "", members = ""]) => [command, members.replaceAll('"', "").split(", ")] as const,
    );
    assert.deepEqual(new Map(told), printed);
  });

  test("names every command", () => {
    const terminal = { write() {}, warn() {}, standardInput: async () => "" };
    const rows = [...page.matchAll(/^\| `([a-z-]+)[^`]*` \|[^|]*\| `\{/gm)].map(
      ([, command = ""]) => command,
    );
    assert.deepEqual(
      rows.sort(),
      keysCommand(terminal)
        .commands.map((command) => command.name())
        .sort(),
    );
  });

  test("shows a secret with one global key that the authorizer can read", () => {
    const shown = jsonWith("keys");
    const text = shown.replace("<as it is>", newPepper()).replace(/<the key, [^>]*>/, "a-global-key");
    assert.deepEqual([...keySecret(text, true).names], ["global"]);
  });

  test("gives scanners the published pattern, which finds a key in a text and not in a longer word", () => {
    const [, gitleaks = ""] = /regex = '''(.*)'''/.exec(page) ?? [];
    assert.equal(gitleaks, `\\b${managedKeyPattern}\\b`);
    assert.ok(page.includes(`\n\`\`\`\n${managedKeyPattern}\n\`\`\`\n`));
    const { text } = madeKey("live", randomBytes);
    for (const around of [
      text,
      `KEY=${text};`,
      `{"key":"${text}"}`,
      `https://x.example?apikey=${text}&f=json`,
    ]) {
      assert.equal(new RegExp(gitleaks).exec(around)?.[0], text);
    }
    assert.equal(new RegExp(gitleaks).exec(`${text}a`), null);
  });
});

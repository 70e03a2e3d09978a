/** What `import` writes to disk: who can read it, what it never overwrites, and that it is all or nothing. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { writePrivately } from "#cli/import/writing/private-files";
import { temporaryFolder } from "../../infra/temporary-folder.ts";
import { always, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

const lines = [...always(), ...keyMode(newSecret()), ...opaMode(newSecret())];
const modeOf = (file: string) => statSync(file).mode & 0o777;

suite("the files that import writes", () => {
  test("keep secrets from everybody else, whatever the mask", async () => {
    const before = process.umask(0);
    try {
      const { folder, code } = await importedEnv("fastgeoapi", lines);
      assert.equal(code, 0);
      const secrets = path.join(folder, "settings.secrets");
      assert.equal(modeOf(secrets), 0o700);
      assert.deepEqual(readdirSync(secrets).sort(), [".gitignore", "api-keys.json", "login-client.json"]);
      for (const file of readdirSync(secrets)) assert.equal(modeOf(path.join(secrets, file)), 0o600, file);
      assert.deepEqual(readdirSync(folder).sort(), ["server.env", "settings.json", "settings.secrets"]);
    } finally {
      process.umask(before);
    }
  });

  test("are in no repository: the folder of secrets ignores itself", async () => {
    const { folder } = await importedEnv("fastgeoapi", lines);
    assert.equal(readFileSync(path.join(folder, "settings.secrets", ".gitignore"), "utf8"), "*\n");
  });

  test("replace nothing that is there, not even one of them", async () => {
    for (const there of [
      "settings.json",
      "settings.secrets/api-keys.json",
      "settings.secrets/login-client.json",
    ]) {
      const folder = temporaryFolder();
      mkdirSync(path.join(folder, "settings.secrets"));
      writeFileSync(path.join(folder, there), "mine");
      const run = await importedEnv("fastgeoapi", lines, [], folder);
      assert.deepEqual([run.code, run.written], [1, ""]);
      assert.match(run.warned, new RegExp(`${path.basename(there)} is there already: .*--force`));
      assert.equal(readFileSync(path.join(folder, there), "utf8"), "mine");
      const files = readdirSync(folder, { recursive: true }).sort();
      assert.deepEqual(files, ["server.env", "settings.secrets", there].sort());
    }
  });

  test("replace what is there when told to, and close a folder that others could read", async () => {
    const folder = temporaryFolder();
    const secrets = path.join(folder, "settings.secrets");
    mkdirSync(secrets, { mode: 0o755 });
    writeFileSync(path.join(secrets, "api-keys.json"), "old", { mode: 0o644 });
    writeFileSync(path.join(folder, "settings.json"), "old");
    const run = await importedEnv("fastgeoapi", lines, ["--force"], folder);
    assert.equal(run.code, 0, run.warned);
    assert.deepEqual([modeOf(secrets), modeOf(path.join(secrets, "api-keys.json"))], [0o700, 0o600]);
    assert.match(run.secretText("api-keys"), /"pepper"/);
    assert.equal(run.settings().policy.engine, "remote");
  });

  test("follow no link, neither to a file nor to a folder", async () => {
    for (const options of [[], ["--force"]]) {
      const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
      const target = path.join(elsewhere, "target");
      writeFileSync(target, "not mine");
      mkdirSync(path.join(folder, "settings.secrets"));
      symlinkSync(target, path.join(folder, "settings.secrets", "api-keys.json"));
      symlinkSync(path.join(elsewhere, "absent"), path.join(folder, "settings.json"));
      const run = await importedEnv("fastgeoapi", lines, options, folder);
      assert.equal(run.code, options.length === 0 ? 1 : 0);
      assert.equal(readFileSync(target, "utf8"), "not mine");
      assert.deepEqual(readdirSync(elsewhere), ["target"]);

      const other = temporaryFolder();
      symlinkSync(elsewhere, path.join(other, "settings.secrets"));
      const refused = await importedEnv("fastgeoapi", lines, options, other);
      assert.deepEqual([refused.code, readdirSync(elsewhere)], [1, ["target"]]);
      assert.match(refused.warned, /is no folder of its own/);
    }
  });

  test("are none when one of them cannot be written", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "settings.secrets", "login-client.json"), { recursive: true });
    const run = await importedEnv("fastgeoapi", lines, ["--force"], folder);
    assert.equal(run.code, 1);
    assert.match(run.warned, /login-client\.json is a folder/);
    assert.deepEqual(readdirSync(path.join(folder, "settings.secrets")), ["login-client.json"]);
    assert.equal(existsSync(path.join(folder, "settings.json")), false);
  });

  test("are none when the place of one goes away while they are written", () => {
    const folder = temporaryFolder();
    const secrets = path.join(folder, "settings.secrets");
    const files = [path.join(secrets, "api-keys.json"), path.join(folder, "absent", "settings.json")];
    const writing = () =>
      writePrivately(
        files.map((file) => ({ file, text: "secret", mode: 0o600 })),
        secrets,
      );
    assert.throws(writing, { name: "CommandRefusal", message: /absent cannot be written \(ENOENT\)/ });
    assert.deepEqual(readdirSync(folder), []);
    mkdirSync(secrets);
    assert.throws(writing, { name: "CommandRefusal" });
    assert.deepEqual(readdirSync(secrets), []);
  });

  test("go where --output says, if there is such a folder, and into a .json file alone", async () => {
    const folder = temporaryFolder();
    const there = path.join(folder, "prod.json");
    const run = await importedEnv("fastgeoapi", lines, ["--output", there], folder);
    assert.equal(run.code, 0, run.warned);
    assert.ok(existsSync(path.join(folder, "prod.secrets", "api-keys.json")));
    const absent = await importedEnv("fastgeoapi", lines, ["--output", path.join(folder, "no", "x.json")]);
    assert.match(absent.warned, /there is no folder .*: make it, or name another by --output/);
    const odd = await importedEnv("fastgeoapi", lines, ["--output", path.join(folder, "settings")]);
    assert.match(odd.warned, /must name a file that ends in \.json/);
  });

  test("are named so that a shell takes each command as it stands", async () => {
    const output = path.join(temporaryFolder(), "my 'own'.json");
    const run = await importedEnv("fastgeoapi", lines, ["--output", output]);
    const commands = run.written.split("\n").filter((line) => /^ {2}(npm|npx|aws) /.test(line));
    const words = commands.flatMap((command) =>
      execFileSync("sh", ["-c", `for word in ${command.trim()}; do printf '%s\\n' "$word"; done`], {
        encoding: "utf8",
      }).split("\n"),
    );
    const keys = `${output.slice(0, -".json".length)}.secrets/api-keys.json`;
    for (const word of [output, keys, `settings=${output}`, `file://${keys}`])
      assert.ok(words.includes(word), word);
    assert.equal(commands.length, 3);
  });

  test("are named with what comes next, and without a word of what is in them", async () => {
    const run = await importedEnv("fastgeoapi", lines);
    const keys = path.join(run.folder, "settings.secrets", "api-keys.json");
    for (const step of [
      `npm start -- --settings ${run.folder}/settings.json --api-keys ${keys}`,
      `npx cdk deploy -c settings=${run.folder}/settings.json`,
      `--secret-string file://${keys}`,
    ]) {
      assert.ok(run.written.includes(step), `${step} is not in ${run.written}`);
    }
  });

  test("are named with the address that the file tells, and as one word of a shell", async () => {
    for (const [given, port] of [
      ["8000", 8000],
      ["0", 5000],
      ["'5000; id'", 5000],
    ] as const) {
      const run = await importedEnv("fastgeoapi", [...lines, "HOST=0.0.0.0", `PORT=${given}`]);
      assert.match(run.written, new RegExp(` --backend http://127\\.0\\.0\\.1:${port}$`, "m"));
    }
    const there = path.join(temporaryFolder(), "it's mine.json");
    const { written } = await importedEnv("fastgeoapi", lines, ["--output", there]);
    const [, command = ""] = /^ {2}npx cdk deploy -c (.*)$/m.exec(written) ?? [];
    assert.equal(
      execFileSync("sh", ["-c", `printf %s ${command}`], { encoding: "utf8" }),
      `settings=${there}`,
    );
  });
});

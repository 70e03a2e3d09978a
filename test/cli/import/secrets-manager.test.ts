/** `import --secrets-manager`: secrets go to AWS alone, and the settings name them. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, suite, test } from "node:test";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { keySecret } from "#adapters/api-keys/key-secret-text";
import { importFastgeoapi } from "#cli/import/fastgeoapi/import-fastgeoapi";
import { runImport } from "#cli/import/run-import";
import { startAwsEndpoint } from "#local/aws/aws-endpoint";
import { type SecretsManager, secretsManager } from "#local/aws/secrets-manager/secrets-manager";
import { temporaryFolder } from "../../infra/temporary-folder.ts";
import { askAwsAt } from "../ask-aws-at.ts";
import { always, keyMode, newSecret, opaMode } from "./fastgeoapi-env.ts";
import { importedEnv } from "./imported-env.ts";

suite("import --secrets-manager", () => {
  let secrets: SecretsManager = secretsManager(new Map());
  let close = async () => {};

  before(async () => {
    const endpoint = await startAwsEndpoint({
      secretsmanager: { answer: (request) => secrets.answer(request) },
    });
    close = endpoint.close;
    askAwsAt(endpoint.url);
  });
  beforeEach(() => {
    secrets = secretsManager(new Map());
  });
  after(() => close());

  const [key, clientSecret] = [newSecret(), newSecret()];
  const lines = [...always(), ...keyMode(key), ...opaMode(clientSecret)];
  const options = ["--secrets-manager", "geo/dev"];
  const textOf = async (SecretId: string) =>
    (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "";

  test("makes a secret of each, and writes nothing of them to disk", async () => {
    const run = await importedEnv("fastgeoapi", lines, options);
    assert.equal(run.code, 0, run.warned);
    const arn = run.settings().apiKeys?.secretArn ?? "";
    assert.match(arn, /:secret:geo\/dev\/api-keys-[A-Za-z0-9]{6}$/);
    assert.deepEqual([...keySecret(await textOf(arn)).names], ["global"]);
    assert.deepEqual(JSON.parse(await textOf("geo/dev/login-client")), {
      client_id: "geoportal",
      client_secret: clientSecret,
    });
    assert.match(run.settingsText(), /"clientSecret": "arn:aws:secretsmanager:.*login-client/);
    assert.equal(existsSync(path.join(run.folder, "settings.secrets")), false);
    assert.doesNotMatch(run.written, /put-secret-value|--api-keys|pepper is replaced/);
    assert.match(run.written, /has to be where the secret with the keys is: eu-central-1\./);
    assert.match(run.written, /makes a key of its own and prints it/);
  });

  test("refuses a name that is there, and says what it has made before", async () => {
    secrets.setSecret(
      "arn:aws:secretsmanager:eu-central-1:000000000000:secret:geo/dev/login-client-abcdef",
      "mine",
    );
    const run = await importedEnv("fastgeoapi", lines, options);
    assert.deepEqual([run.code, run.written, run.wrote()], [1, "", false]);
    assert.match(run.warned, /^geo\/dev\/login-client: there is a secret of this name: .*--force/);
    assert.match(run.warned, /made before, and still there: arn:aws:secretsmanager:.*geo\/dev\/api-keys-/);
    assert.equal(await textOf("geo/dev/login-client"), "mine");
    const first = await importedEnv("fastgeoapi", lines, options);
    assert.match(first.warned, /^geo\/dev\/api-keys: .*; nothing is written/);
  });

  test("gives a secret that is there a new value when told to", async () => {
    await importedEnv("fastgeoapi", lines, options);
    const run = await importedEnv(
      "fastgeoapi",
      [...lines, `PYGEOAPI_KEY_EXTRA=${newSecret()}`],
      [...options, "--force"],
    );
    assert.equal(run.code, 0, run.warned);
    assert.deepEqual([...keySecret(await textOf("geo/dev/api-keys")).names], ["global", "extra"]);
    assert.match(run.written, /its pepper is replaced, with which managed keys end/);
  });

  test("asks nobody when the file has a mistake, or the settings cannot be written", async () => {
    await importedEnv("fastgeoapi", [...lines, "DEV_OPA_URL="], options);
    const folder = temporaryFolder();
    await importedEnv("fastgeoapi", lines, [...options, "--output", path.join(folder, "absent", "x.json")]);
    assert.deepEqual(secrets.calls, []);
  });

  test("says what was made when the settings cannot be written after all", async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "server.env");
    writeFileSync(file, lines.join("\n"));
    const inner = path.join(temporaryFolder(), "gone");
    mkdirSync(inner);
    const answered = secrets;
    secrets = {
      ...answered,
      answer(request) {
        // Somebody removes the folder while the secrets are made.
        rmSync(inner, { recursive: true, force: true });
        return answered.answer(request);
      },
    };
    const running = runImport(
      "fastgeoapi",
      file,
      (env) => importFastgeoapi(env, { audience: [], clientId: [], basePathInInput: true }),
      { output: path.join(inner, "settings.json"), secretsManager: "geo/dev" },
      { write: assert.fail, warn: assert.fail, standardInput: async () => "" },
    );
    await assert.rejects(
      running,
      /cannot be written \(ENOENT\).*made before, and still there: arn:.*api-keys.*login-client/,
    );
  });

  test("refuses a prefix that no name can begin with", async () => {
    for (const prefix of ["two words", "geo/", "", "ä"]) {
      const run = await importedEnv("fastgeoapi", lines, ["--secrets-manager", prefix]);
      assert.deepEqual([run.code, run.wrote()], [1, false], prefix);
      assert.deepEqual(secrets.calls, []);
    }
  });

  test("tells what to do when AWS cannot be asked", async () => {
    const answered = secrets;
    secrets = {
      ...answered,
      answer: () => ({
        status: 400,
        headers: { "Content-Type": "application/x-amz-json-1.1" },
        body: JSON.stringify({ __type: "AccessDeniedException", message: "quotes what was sent" }),
      }),
    };
    const run = await importedEnv("fastgeoapi", lines, options);
    assert.equal(run.code, 1);
    assert.match(run.warned, /secretsmanager:CreateSecret/);
    assert.doesNotMatch(run.warned, /quotes what was sent/);
    assert.equal(run.wrote(), false);
  });
});

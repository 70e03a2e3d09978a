/** How the commands find the keys of a deployment, and what they say when AWS does not answer. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, test } from "node:test";
import { least } from "#test/core/settings/mistakes-of";
import { temporaryFolder } from "#test/infra/temporary-folder";
import { keysPeer, keysRun } from "./keys-peer.ts";

const peer = keysPeer();

function settingsFile(settings: object): string {
  const file = path.join(temporaryFolder(), "settings.json");
  writeFileSync(file, JSON.stringify({ ...least, ...settings }));
  return file;
}

async function refusal(...location: readonly string[]): Promise<string> {
  const { code, written, warned } = await keysRun(["list", ...location]);
  assert.deepEqual([code, written], [1, ""]);
  return warned;
}

describe("the keys that are meant", () => {
  test("are those of the stack ogc-api, of --stack, of the stack of --settings, or at --table, --secret, --environment", async () => {
    await peer.keys(["create", "--name", "found"]);
    for (const location of [
      [],
      ["--stack", "ogc-api"],
      ["--settings", settingsFile({ name: "ogc-api", apiKeys: { managed: {} } })],
      peer.location,
    ]) {
      const { written, warned } = await keysRun(["list", "--json", ...location]);
      assert.equal(JSON.parse(written || "{}").keys?.[0]?.name, "found", warned);
    }
  });

  test("are nobody's where the stack is not there, or has none", async () => {
    assert.match(
      await refusal("--stack", "another"),
      /there is no stack another here: name another by --stack/,
    );
    const settings = settingsFile({ name: "another", apiKeys: { managed: {} } });
    assert.match(await refusal("--settings", settings), /there is no stack another here/);
  });

  test("must be named in one way", async () => {
    assert.match(await refusal("--stack", "ogc-api", "--settings", "x.json"), /either --stack or --settings/);
    assert.match(await refusal("--table", "keys"), /all three or none/);
    assert.match(await refusal("--stack", "ogc-api", ...peer.location), /take the place of --stack/);
    const [table, , secret, arn] = ["--table", "", "--secret", "arn"] as const;
    assert.match(
      await refusal(table, "keys", secret, arn, "--environment", "No!"),
      /environment of keys must/,
    );
    assert.match(await refusal("--settings", "nowhere.json"), /nowhere.json cannot be read/);
  });
});

/** Runs with an AWS that answers as told, and gives what was told to the operator. */
async function withAws(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  commandLine: readonly string[],
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = { ...process.env };
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { code, written, warned } = await keysRun(commandLine);
    assert.deepEqual([code, written], [1, ""]);
    return warned;
  } finally {
    process.env.AWS_ENDPOINT_URL = before.AWS_ENDPOINT_URL;
    server.closeAllConnections();
    server.close();
  }
}

const error = (type: string) => (_: IncomingMessage, response: ServerResponse) =>
  response
    .writeHead(400, { "Content-Type": "application/x-amz-json-1.0" })
    .end(JSON.stringify({ __type: type, message: `canary ${type}` }));

describe("what AWS refuses is told with what to do, and never in its own words", () => {
  const create = ["create", "--name", "x", "--beside", ...peer.location];
  for (const [type, remedy] of [
    ["AccessDeniedException", /may not do this: they need secretsmanager:GetSecretValue/],
    ["ExpiredTokenException", /expired or not valid: log in again/],
    ["UnrecognizedClientException", /expired or not valid/],
    ["ResourceNotFoundException", /the secret with the pepper is not there/],
    ["ThrottlingException", /so many calls at once: try again/],
    ["InternalServiceError", /cannot be reached or does not answer/],
    ["NeverHeardOfException", /Secrets Manager refused the call \(Secrets Manager: NeverHeardOfException\)/],
  ] as const) {
    test(type, async () => {
      const warned = await withAws(error(type), create);
      assert.match(warned, remedy);
      assert.ok(!warned.includes("canary") && !warned.includes("test/"));
    });
  }

  test("of the stack, with the right that is missing and the way around it", async () => {
    const warned = await withAws(
      (_, response) => {
        response.writeHead(403, { "Content-Type": "text/xml" });
        response.end(
          "<ErrorResponse><Error><Code>AccessDenied</Code><Message>canary</Message></Error></ErrorResponse>",
        );
      },
      ["list"],
    );
    assert.match(
      warned,
      /may not do this: they need cloudformation:DescribeStacks .*--table, --secret and --env/,
    );
    assert.ok(!warned.includes("canary"));
  });

  test("of the table, and with the id of a key that might have been made", async () => {
    const warned = await withAws((request, response) => {
      const isSecret = String(request.headers["x-amz-target"]).startsWith("secretsmanager");
      if (!isSecret) return error("ResourceNotFoundException")(request, response);
      const SecretString = JSON.stringify({ pepper: randomBytes(32).toString("hex"), keys: {} });
      response.end(JSON.stringify({ SecretString, VersionId: "v", CreatedDate: 1 }));
    }, create);
    assert.match(warned, /the table of keys is not there.*\nNo key was made that anybody has seen/);
    assert.match(warned, /keys show [a-z2-7]{12} finds/);
  });

  test("a server that is not there, no region, no such profile", async () => {
    const before = { ...process.env };
    try {
      process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
      assert.match(await refusal(), /CloudFormation cannot be reached/);
      Object.assign(process.env, {
        AWS_CONFIG_FILE: path.join(temporaryFolder(), "config"),
        AWS_SHARED_CREDENTIALS_FILE: path.join(temporaryFolder(), "credentials"),
        AWS_EC2_METADATA_DISABLED: "true",
      });
      delete process.env.AWS_ACCESS_KEY_ID;
      assert.match(await refusal("--profile", "nobody"), /no AWS credentials .*log in/);
      assert.match(await refusal(), /no AWS credentials .*log in/);
      process.env.AWS_REGION = "no region";
      assert.match(await refusal(), /no AWS region, .*: name it by --region/);
      delete process.env.AWS_REGION;
      assert.match(await refusal(), /no AWS region, .*: name it by --region/);
      Object.assign(process.env, before, { AWS_ENDPOINT_URL: "nonsense" });
      assert.match(await refusal(), /AWS_ENDPOINT_URL, and try again/);
    } finally {
      for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED"]) {
        delete process.env[name];
      }
      Object.assign(process.env, before);
    }
  });
});

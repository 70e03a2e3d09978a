/** An existing table of managed keys is where the secret and the backend are, or the settings are refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { least, mistakesOf } from "../mistakes-of.ts";

const setting = "apiKeys.managed.tableArn";
const tableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/ogc-api-keys";
const secretIn = (partition: string, region: string, account = "123456789012") =>
  `arn:${partition}:secretsmanager:${region}:${account}:secret:ogc-api-keys-AbCdEf`;
const functionIn = (region: string, account: string) =>
  `arn:aws:lambda:${region}:${account}:function:pygeoapi`;

const withSecret = (secretArn: string) =>
  mistakesOf({ ...least, apiKeys: { secretArn, managed: { tableArn } } });
const withBackend = (functionArn: string) =>
  mistakesOf({ ...least, backend: { kind: "lambda", functionArn }, apiKeys: { managed: { tableArn } } });

test("a secret in the table's region is none, be it in another account that lets it be read", () => {
  assert.deepEqual(withSecret(secretIn("aws", "eu-central-1")), {});
  assert.deepEqual(withSecret(secretIn("aws", "eu-central-1", "210987654321")), {});
});

test("a secret in another region or partition is a mistake, which names both settings", () => {
  for (const arn of [secretIn("aws", "eu-west-1"), secretIn("aws-cn", "cn-north-1")]) {
    assert.match(withSecret(arn)[setting] ?? "", /in the region of `apiKeys\.secretArn`/);
  }
});

test("a backend in another account or region is a mistake: the stack, and so the table, are where it is", () => {
  assert.deepEqual(withBackend(functionIn("eu-central-1", "123456789012")), {});
  for (const arn of [functionIn("eu-west-1", "123456789012"), functionIn("eu-central-1", "210987654321")]) {
    assert.match(withBackend(arn)[setting] ?? "", /account and region of `backend\.functionArn`/);
  }
});

test("a table that the stack makes is wherever the stack is", () => {
  const apiKeys = { secretArn: secretIn("aws", "eu-west-1"), managed: {} };
  const backend = { kind: "lambda", functionArn: functionIn("eu-west-1", "123456789012") };
  assert.deepEqual(mistakesOf({ ...least, backend, apiKeys }), {});
});

/** Logical ids: what holds data keeps its own for ever, and the authorizer changes its own when it must be made anew. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { authorizerId } from "#infra/constructs/authorizer-id";
import { everything, templateOf } from "./synthesized-stack.ts";

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const Resources: Readonly<Record<string, Resource>> = templateOf(everything).toJSON().Resources;

describe("what holds data", () => {
  /**
   * CloudFormation would delete and make anew what changes its logical id: the pepper and with it every key's hash.
   * The table is protected from deletion, so that taking back its creation may not try to delete it either.
   */
  const pinned = {
    ApiKeyTableC25C0924: ["AWS::DynamoDB::Table", "Retain"],
    ApiKeys3BB3983D: ["AWS::SecretsManager::Secret", "RetainExceptOnCreate"],
    AuthorizerLogsBA5DABC9: ["AWS::Logs::LogGroup", "RetainExceptOnCreate"],
    ApiAccessLog713001CC: ["AWS::Logs::LogGroup", "RetainExceptOnCreate"],
  } as const;

  for (const [id, [type, deletionPolicy]] of Object.entries(pinned)) {
    test(`${type} ${id} keeps its logical id, and stays when the stack is deleted or the resource replaced`, () => {
      assert.equal(Resources[id]?.Type, type);
      assert.equal(Resources[id]?.DeletionPolicy, deletionPolicy);
      assert.equal(Resources[id]?.UpdateReplacePolicy, "Retain");
    });
  }

  test("is all here: nothing else is kept but the account's role for logs", () => {
    const kept = Object.entries(Resources).flatMap(([id, { DeletionPolicy }]) =>
      String(DeletionPolicy).startsWith("Retain") ? [id] : [],
    );
    const ofAccount = kept.filter((id) => /^ApiRestApi(Account|CloudWatchRole)[0-9A-F]{8}$/.test(id));
    assert.equal(ofAccount.length, 2);
    assert.deepEqual(kept.filter((id) => !ofAccount.includes(id)).sort(), Object.keys(pinned).sort());
  });
});

describe("the API's authorizer", () => {
  test("has its plain id while it has no identity sources", () => {
    assert.equal(authorizerId([]), "Authorizer");
    const authorizers = Object.entries(Resources).filter(
      ([, { Type }]) => Type === "AWS::ApiGateway::Authorizer",
    );
    assert.equal(authorizers.length, 1);
    assert.match(authorizers[0]?.[0] ?? "", /^ApiAuthorizer[0-9A-F]{8}$/);
  });

  test("gets another id for other identity sources, and the same for the same", () => {
    const key = ["method.request.header.X-API-Key"];
    const both = [...key, "method.request.header.Authorization"];
    const ids = [[], key, both, both.toReversed()].map(authorizerId);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(authorizerId([...both]), authorizerId(both));
    for (const id of ids) assert.match(id, /^Authorizer[0-9a-f]*$/);
  });
});

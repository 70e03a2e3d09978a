/** Secrets as CloudFormation makes them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Fault } from "#core/fault";
import { type GenerateSecretString, generatedSecret } from "#local/aws/secrets-manager/generated-secret";

describe("a generated secret", () => {
  test("is by default 32 characters with at least one of each type", () => {
    const secret = generatedSecret({});
    assert.match(secret, /^[!-~]{32}$/);
    for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) assert.match(secret, type);
  });

  test("is another one every time", () => {
    assert.equal(new Set(Array.from({ length: 100 }, () => generatedSecret({}))).size, 100);
  });

  test("becomes a member of the template's object", () => {
    const secret = generatedSecret({
      SecretStringTemplate: '{"keys":{}}',
      GenerateStringKey: "pepper",
      PasswordLength: 64,
      ExcludePunctuation: true,
    });
    const { keys, pepper } = JSON.parse(secret);
    assert.deepEqual(keys, {});
    assert.match(pepper, /^[A-Za-z0-9]{64}$/);
  });

  test("has the asked length and no excluded character", () => {
    const options: fc.Arbitrary<GenerateSecretString> = fc.record({
      PasswordLength: fc.integer({ min: 5, max: 200 }),
      ExcludeCharacters: fc.constantFrom("", "aeiou", '"@/\\', "0123456789"),
      ExcludeUppercase: fc.boolean(),
      ExcludeNumbers: fc.boolean(),
      ExcludePunctuation: fc.boolean(),
      IncludeSpace: fc.boolean(),
      RequireEachIncludedType: fc.boolean(),
    });
    fc.assert(
      fc.property(options, (generate) => {
        const secret = generatedSecret(generate);
        assert.equal(secret.length, generate.PasswordLength);
        for (const character of generate.ExcludeCharacters ?? "") assert.ok(!secret.includes(character));
        if (generate.ExcludeUppercase) assert.doesNotMatch(secret, /[A-Z]/);
        if (generate.ExcludeNumbers) assert.doesNotMatch(secret, /[0-9]/);
        if (generate.ExcludePunctuation) assert.match(secret, /^[A-Za-z0-9 ]+$/);
        if (!generate.IncludeSpace) assert.doesNotMatch(secret, / /);
      }),
    );
  });
});

describe("what CloudFormation would refuse is refused by name", () => {
  const cases: readonly (readonly [string, object, RegExp])[] = [
    ["an unknown property", { PasswordSize: 20 }, /PasswordSize/],
    ["a key without template", { GenerateStringKey: "pepper" }, /SecretStringTemplate/],
    ["a template without key", { SecretStringTemplate: "{}" }, /GenerateStringKey/],
    [
      "a template that is no object",
      { SecretStringTemplate: "[]", GenerateStringKey: "k" },
      /SecretStringTemplate/,
    ],
    [
      "a template that is not JSON",
      { SecretStringTemplate: "{", GenerateStringKey: "k" },
      /SecretStringTemplate/,
    ],
    ["a length too short for every type", { PasswordLength: 3 }, /PasswordLength .* from 4/],
    ["a length of zero", { PasswordLength: 0, RequireEachIncludedType: false }, /PasswordLength .* from 1/],
    ["a length beyond the limit", { PasswordLength: 4097 }, /PasswordLength/],
    [
      "no character left",
      { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
      /excludes every character/,
    ],
  ];
  for (const [name, generate, message] of cases) {
    test(name, () => {
      assert.throws(
        () => generatedSecret(generate),
        (error) =>
          error instanceof Fault && error.code === "configuration_invalid" && message.test(error.message),
      );
    });
  }
});

/** Which OPA is asked on this machine, and with which token. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { validSettings } from "#core/settings/read-settings";
import type { Settings } from "#core/settings/schema";
import { localPolicy } from "#local/local-policy";
import { selfSignedCertificate } from "#test/http/self-signed-certificate";

const accessRules = [{ who: "anyone", may: ["read"], on: { api: true } }];
const policyOf = (policy: object, rules: readonly object[] = []): Settings["policy"] =>
  validSettings({ version: 1, apiKeys: {}, policy, accessRules: rules }).policy;
const tokenSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:opa-token-AbCdEf";
const configured = policyOf({
  engine: "remote",
  url: "https://opa.example.org",
  certificateAuthority: selfSignedCertificate().certificate,
  tokenSecretArn,
  input: "fastapi-opa",
  decision: "httpapi/authz",
  timeoutMilliseconds: 300,
});
const embedded = policyOf({ engine: "embedded", headers: ["x-project"] }, accessRules);
const here = "http://127.0.0.1:8181";

describe("the policy on this machine", () => {
  test("is the configured one, with the token that is given", () => {
    assert.deepEqual(localPolicy(configured, { url: undefined, hasToken: true }), configured);
    assert.deepEqual(localPolicy(embedded, { url: undefined, hasToken: false }), embedded);
  });

  test("is asked at another server in the same format, without the token and certificates of the first", () => {
    const {
      certificateAuthority: _ca,
      tokenSecretArn: _arn,
      ...rest
    } = configured as Record<string, unknown>;
    assert.deepEqual(localPolicy(configured, { url: here, hasToken: false }), { ...rest, url: here });
    const { certificateAuthority } = localPolicy(configured, {
      url: "https://127.0.0.1:8181",
      hasToken: true,
    }) as Record<string, unknown>;
    assert.equal(typeof certificateAuthority, "string");
  });

  test("is asked at a server instead of in the function, for the same decision, with a token if there is one", () => {
    const remote = localPolicy(embedded, { url: here, hasToken: true });
    assert.ok(remote.engine === "remote");
    assert.deepEqual([remote.url, remote.decision, remote.headers], [here, embedded.decision, ["x-project"]]);
    assert.match(remote.tokenSecretArn ?? "", /^arn:aws:secretsmanager:/);
  });

  test("is refused where a token is missing, or there is nobody to give it to", () => {
    assert.throws(() => localPolicy(configured, { url: undefined, hasToken: false }), /--opa-token-file/);
    assert.throws(() => localPolicy(embedded, { url: undefined, hasToken: true }), /--opa-url/);
  });
});

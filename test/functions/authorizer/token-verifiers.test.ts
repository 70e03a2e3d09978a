/** Verifiers as the function has them: an issuer's own clock skew counts for its signatures and its answers alike. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { unverifiedToken } from "#core/authenticate/token/unverified-token";
import { validSettings } from "#core/settings/read-settings";
import { type Provider, startProvider } from "#test/adapters/tokens/provider";
import { noHurry } from "#test/core/asked";
import { tokenVerifiers } from "../../../functions/authorizer/token-verifiers.ts";

const { publicKey, privateKey } = await generateKeyPair("ES256");
const keySet = JSON.stringify({
  keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256", use: "sig" }],
});
const seconds = Math.floor(Date.now() / 1000);

let provider: Provider;
before(async () => {
  provider = await startProvider();
});
after(() => provider.close());

/** What becomes of a token with these claims, about which its issuer answers with these. */
async function verified(skew: { issuer?: number; all: number }, claims: object, answered: object) {
  const introspection = {
    url: provider.introspectionUrl,
    clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf",
  };
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      clockSkewSeconds: skew.all,
      issuers: [
        {
          issuer: provider.url,
          jwksUri: `${provider.url}/jwks`,
          audiences: ["api"],
          introspection,
          ...(skew.issuer !== undefined && { clockSkewSeconds: skew.issuer }),
        },
      ],
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  assert.ok(tokens);
  const { jwt } = await tokenVerifiers(tokens, {
    staticKeySets: { [provider.url]: keySet },
    secrets: () => async () => ({ text: provider.secretText(), createdAt: 0 }),
  });
  const payload = { iss: provider.url, sub: "ann", aud: "api", exp: seconds + 3600, ...claims };
  const text = await new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey);
  provider.active.set(text, { token_type: "Bearer", ...answered });
  const token = unverifiedToken(text, new Map(tokens.issuers.map((issuer) => [issuer.issuer, issuer])));
  assert.ok(!("rejected" in token), JSON.stringify(token));
  const answer = await jwt.verify(token, noHurry);
  return "rejected" in answer ? answer.rejected : "verified";
}

describe("the clock skew of one issuer stands before that of all", () => {
  const ended = { exp: seconds - 100 };
  const ahead = { nbf: seconds + 100 };

  test("for the times of a token", async () => {
    assert.equal(await verified({ issuer: 300, all: 0 }, ended, {}), "verified");
    assert.equal(await verified({ issuer: 0, all: 300 }, ended, {}), "token_expired");
    assert.equal(await verified({ all: 300 }, ended, {}), "verified");
  });

  test("for the times of an introspection answer", async () => {
    assert.equal(await verified({ issuer: 300, all: 0 }, {}, ahead), "verified");
    assert.equal(await verified({ issuer: 0, all: 300 }, {}, ahead), "token_not_yet_valid");
    assert.equal(await verified({ all: 300 }, {}, ahead), "verified");
  });
});

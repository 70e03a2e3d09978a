/** An authorizer with real parts and secrets made at run time; only Secrets Manager and the token issuer are within. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { configuredManagedKeys, storesByForm } from "#adapters/api-keys/key-stores";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import type { DecisionLine } from "#adapters/decision-log";
import { embeddedPolicyEngine } from "#adapters/opa/embedded";
import type { SecretStage } from "#adapters/secrets/secrets-manager";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import { authenticatorChain } from "#core/authenticate/authenticator-chain";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import type { OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import { policyData } from "#core/authorize/access-rules";
import { type PolicyInputSettings, policyInput } from "#core/authorize/input/policy-input";
import type { PolicyEngine } from "#core/authorize/policy-engine";
import { validSettings } from "#core/settings/read-settings";
import { authorizer } from "../../functions/authorizer/authorizer.ts";
import { type CanaryKeys, canaryKeys } from "./canary-keys.ts";

/** The secrets of a test run; none of them may be found anywhere but in the request that carries it. */
export interface Canaries {
  readonly key: string;
  /** The key as HTTP Basic carries it. */
  readonly basic: string;
  readonly pepper: string;
  readonly token: string;
  /** A managed key, its secret part, and its digest as texts write it. */
  readonly managedKey: string;
  readonly secretPart: string;
  readonly hexadecimalDigest: string;
  readonly base64Digest: string;
}

/** The query parameter in which keys may come. */
export const keyParameter = "key";

/** A running authorizer, its log, and the secrets it was given. */
export interface TestAuthorizer {
  readonly handler: ReturnType<typeof authorizer>;
  readonly lines: DecisionLine[];
  readonly canaries: Canaries;
  /** Managed keys of every kind; the table answers for each as its kind says. */
  readonly managedKeys: Pick<CanaryKeys, "keys">;
  close(): void;
}

const accessRules = [
  { who: "anyone", may: ["read"], on: { api: true, collections: ["*"], exceptCollections: ["wells"] } },
  { who: { apiKey: "*" }, may: ["read"], on: { collections: ["wells"] } },
  {
    who: { scope: "wells:write" },
    may: ["read", "create", "update", "delete"],
    on: { collections: ["wells"] },
  },
];

const noOpaqueTokens: OpaqueParts = {
  issuers: [],
  verifier: { verify: () => Promise.reject(new Error()) },
};

/** Issuers of opaque tokens as settings write them, and who asks them. */
export interface OpaqueParts {
  readonly issuers: readonly object[];
  readonly verifier: OpaqueTokenVerifier;
}

/**
 * @param policy an engine instead of the shipped policy's
 * @param input the format of what it is asked about
 * @param opaque absent: no issuer of opaque tokens is known
 */
export async function testAuthorizer(
  policy?: PolicyEngine,
  input: PolicyInputSettings["input"] = "ogcapi",
  opaque: OpaqueParts = noOpaqueTokens,
): Promise<TestAuthorizer> {
  const key = `canary-key-${crypto.randomUUID()}`;
  const canaries = {
    key,
    basic: Buffer.from(`anybody:${key}`).toString("base64"),
    pepper: `canary-pepper-${crypto.randomUUID()}`,
  };
  const managedKeys = canaryKeys(canaries.pepper);
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "k1" }] });
  const server = createServer((_, response) => response.end(keySet));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = validSettings({
    version: 1,
    apiKeys: { basic: true, queryParameter: keyParameter },
    tokens: {
      issuers: [{ issuer, jwksUri: `${issuer}/jwks.json`, audiences: ["a"] }],
      opaque: opaque.issuers,
    },
    accessRules,
  });
  if (settings.apiKeys === undefined || settings.tokens === undefined)
    throw new Error("no credential schemes");

  const secret = {
    text: JSON.stringify({ pepper: canaries.pepper, keys: { partner: canaries.key } }),
    createdAt: 0,
  };
  const read = async (stage: SecretStage) => (stage === "AWSCURRENT" ? secret : undefined);
  const { apiKeys } = settings;
  const keyParts = { settings: apiKeys, secret: apiKeySecret(apiKeys, read, Date.now), now: Date.now };
  const managed = configuredManagedKeys({
    ...{ ...keyParts, managed: { environment: "live", lastUse: true } },
    ...{ table: managedKeys.table, age: ageingClock(Date.now, () => performance.now()), onFailure: () => {} },
  });
  const keys = storesByForm(managed, staticKeyStore(keyParts.secret, apiKeys, Date.now));
  const chain = authenticatorChain(
    [
      apiKeyAuthenticator(settings.apiKeys, keys),
      bearerTokenAuthenticator(
        settings.tokens,
        {
          jwt: jwtVerifier(settings.tokens, Date.now),
          opaque: opaque.verifier,
        },
        new TokenMemory(Date.now),
        settings.apiKeys.basic,
      ),
    ],
    "refuse",
  );
  const shipped = embeddedPolicyEngine({
    wasm: readFileSync(new URL("../../policy/compiled/policy.wasm", import.meta.url)),
    data: policyData(settings.accessRules),
    decision: settings.policy.decision,
    revision: "r1",
  });
  const lines: DecisionLine[] = [];
  const handler = authorizer({
    pipeline: Promise.resolve({
      authenticate: chain,
      policy: policy ?? shipped,
      input: policyInput({ ...settings.policy, input }),
      keyParameter,
    }),
    name: "ogc-api",
    told: { realm: "ogc-api", missingScope: "named", showReason: true },
    budgetMilliseconds: 2500,
    log: (line) => lines.push(line),
  });
  const claims = {
    iss: issuer,
    sub: "u1",
    aud: "a",
    exp: Math.floor(Date.now() / 1000) + 600,
    scope: "wells:write",
  };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { handler, lines, canaries: { ...canaries, ...managedKeys.canaries, token }, managedKeys, close };
}

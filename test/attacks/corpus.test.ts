/** Runs every attack, and holds the corpus to its size, its titles and its reach. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { countedReasons } from "#adapters/counted-reasons";
import { closeProvider } from "./answer-attack.ts";
import { closeKeyServer } from "./key-server.ts";
import { attacks as knownVulnerabilities } from "./known-vulnerabilities.ts";
import { attacks as signature } from "./rfc7515-json-web-signature.ts";
import { attacks as serializations } from "./rfc7515-serializations.ts";
import { attacks as keySets } from "./rfc7517-json-web-key.ts";
import { attacks as algorithms } from "./rfc7518-algorithms.ts";
import { attacks as curveSignatures } from "./rfc7518-curve-signatures.ts";
import { attacks as secondVerifier } from "./rfc7518-second-verifier.ts";
import { attacks as claims } from "./rfc7519-json-web-token.ts";
import { attacks as introspection } from "./rfc7662-introspection.ts";
import { attacks as bestPractice } from "./rfc8725-best-current-practice.ts";
import { attacks as accessTokens } from "./rfc9068-access-tokens.ts";
import { attacks as oauthSecurity } from "./rfc9700-oauth-security.ts";
import { attacks as userInformation } from "./user-information.ts";

const corpus = {
  "RFC 7515, JSON Web Signature": signature,
  "RFC 7515, serializations": serializations,
  "RFC 7517, JSON Web Key": keySets,
  "RFC 7518, JSON Web Algorithms": algorithms,
  "RFC 7518 and RFC 8037, signatures of curves": curveSignatures,
  "RFC 7518 and RFC 9864, the second verifier": secondVerifier,
  "RFC 7519, JSON Web Token": claims,
  "RFC 7662, introspection": introspection,
  "user information": userInformation,
  "RFC 8725, JSON Web Token Best Current Practices": bestPractice,
  "RFC 9068, access tokens": accessTokens,
  "RFC 9700, OAuth 2.0 security": oauthSecurity,
  "Known vulnerabilities of token libraries": knownVulnerabilities,
};

after(closeKeyServer);
after(closeProvider);

for (const [source, attacks] of Object.entries(corpus)) {
  describe(source, () => {
    for (const { title, ends, run } of attacks) {
      // A guard against hanging, and no measure of speed.
      test(`${title} → ${ends}`, { timeout: 10_000 }, run);
    }
  });
}

describe("the corpus", () => {
  const all = Object.values(corpus).flat();

  test("holds at least 150 attacks", (context) => {
    context.diagnostic(`${all.length} attacks`);
    assert.ok(all.length >= 150);
  });

  test("has no title twice", () => {
    const titles = all.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  test("reaches every reason for which a token is refused", () => {
    const ends = new Set(all.map(({ ends }) => ends));
    const reasons = [...countedReasons].filter((reason) => reason.startsWith("token_"));
    assert.deepEqual(
      reasons.filter((reason) => !ends.has(reason)),
      [],
    );
  });
});

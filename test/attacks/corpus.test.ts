/** Every attack on bearer tokens. */
import { after } from "node:test";
import { closeProvider } from "./answer-attack.ts";
import { holdCorpus } from "./hold-corpus.ts";
import { closeKeyServer } from "./key-server.ts";
import { attacks as knownVulnerabilities } from "./known-vulnerabilities.ts";
import { attacks as signature } from "./rfc7515-json-web-signature.ts";
import { attacks as serializations } from "./rfc7515-serializations.ts";
import { attacks as keySets } from "./rfc7517-json-web-key.ts";
import { attacks as algorithms } from "./rfc7518-algorithms.ts";
import { attacks as curveSignatures } from "./rfc7518-curve-signatures.ts";
import { attacks as pssAndEd25519 } from "./rfc7518-pss-and-ed25519.ts";
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
  "RFC 7518 and RFC 9864, RSASSA-PSS and Ed25519": pssAndEd25519,
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

holdCorpus(corpus, 150, /^token_/);

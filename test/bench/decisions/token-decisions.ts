/** A quiet process: decisions about tokens of one algorithm, beside what others do with the same tokens. */
import { verify } from "node:crypto";
import { JwtVerifier } from "aws-jwt-verify";
import { createLocalJWKSet, jwtVerify } from "jose";
import { type Contestant, paired } from "../paired.ts";
import { accessRules } from "../subject/access-rules.ts";
import { closedCollection } from "../subject/closed-collection.ts";
import { deployedFunction, type Handler, loadedHandler } from "../subject/deployed-function.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { itemsEvent } from "../subject/request.ts";
import { mustAllow, mustChallenge, mustDeny } from "../subject/right-answer.ts";
import { eventOfTokens, type ShownToken, shownTokens } from "../subject/shown-tokens.ts";
import { type BenchmarkIssuer, newIssuer, type TokenAlgorithm } from "../subject/token-issuer.ts";
import { effort } from "./effort.ts";
import { handWrittenAuthorizer } from "./hand-written.ts";
import { tokenRows } from "./rows.ts";

/** Callers who come again: so few that the thousand tokens that are remembered always hold theirs. */
const callers = 50;

workQuietly(async (algorithm: TokenAlgorithm) => {
  const issuer = newIssuer(algorithm);
  const deployed = await deployedFunction({ accessRules }, [issuer]);
  try {
    const ours = loadedHandler(deployed);
    return await paired(await contestants(issuer, ours), effort);
  } finally {
    await deployed.remove();
  }
});

async function contestants(issuer: BenchmarkIssuer, ours: Handler): Promise<readonly Contestant[]> {
  const [fresh, known] = [shownTokens([issuer], effort.calls), shownTokens([issuer], callers)];
  const alone = libraryVerification(issuer);
  const withPolicy = await handWrittenAuthorizer(alone);
  const withJose = await handWrittenAuthorizer(joseVerification(issuer));
  const [wells, mines] = [eventOfTokens(), eventOfTokens(closedCollection)];
  const nobody = itemsEvent({});

  const [first] = shownTokens([issuer], 1);
  if (first === undefined || known[0] === undefined) throw new Error("there are no tokens");
  if (!("sub" in alone(first.text))) throw new Error("aws-jwt-verify tells no claims");
  await mustAllow("aws-jwt-verify + policy", withPolicy, wells(first));
  await mustAllow("jose + policy", withJose, wells(first));
  await mustAllow("ours, fresh", ours, wells(first));
  await mustAllow("ours, seen", ours, wells(first));
  await mustDeny("ours, refused", ours, mines(first));
  await mustChallenge("ours, anonymous", ours, nobody);

  const shown = (call: number) => at(fresh, call);
  const again = (call: number) => at(known, call);
  return [
    { name: tokenRows.floor, run: bareVerification(issuer, known) },
    { name: tokenRows.alone, run: (call) => alone(shown(call).text) },
    { name: tokenRows.control, run: (call) => alone(shown(call).text) },
    { name: tokenRows.withPolicy, run: (call) => withPolicy(wells(shown(call))) },
    { name: tokenRows.jose, run: (call) => withJose(wells(shown(call))) },
    { name: tokenRows.fresh, run: (call) => ours(wells(shown(call))) },
    { name: tokenRows.seen, run: (call) => ours(wells(again(call))) },
    { name: tokenRows.refused, run: (call) => ours(mines(again(call))) },
    { name: tokenRows.anonymous, run: () => ours(nobody).catch(() => undefined) },
  ];
}

function at<Value>(values: readonly Value[], call: number): Value {
  const value = values[call % values.length];
  if (value === undefined) throw new RangeError("there are no tokens");
  return value;
}

/** The signature and nothing else, of bytes that are at hand; JWS has ES256 as two numbers (RFC 7518 section 3.4). */
function bareVerification({ algorithm, publicKey }: BenchmarkIssuer, tokens: readonly ShownToken[]) {
  const signed = tokens.map(({ text }) => {
    const end = text.lastIndexOf(".");
    return {
      input: Buffer.from(text.slice(0, end)),
      signature: Buffer.from(text.slice(end + 1), "base64url"),
    };
  });
  const key = algorithm === "RS256" ? publicKey : { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  return (call: number) => {
    const { input, signature } = at(signed, call);
    if (!verify("sha256", input, key, signature)) throw new Error("a genuine signature is not valid");
  };
}

function libraryVerification({ issuer, audience, keySet }: BenchmarkIssuer): (token: string) => object {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks` });
  verifier.cacheJwks(keySet as Parameters<typeof verifier.cacheJwks>[0]);
  return (token) => verifier.verifySync(token);
}

function joseVerification({ issuer, audience, keySet }: BenchmarkIssuer): (token: string) => Promise<object> {
  const keys = createLocalJWKSet(keySet as Parameters<typeof createLocalJWKSet>[0]);
  return async (token) => (await jwtVerify(token, keys, { issuer, audience })).payload;
}

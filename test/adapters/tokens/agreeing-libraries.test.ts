/** Whatever is made of a token, it is accepted exactly when jose and aws-jwt-verify accept it, and read as they read it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyJwtSync } from "aws-jwt-verify/jwt-verifier";
import fc from "fast-check";
import { compactVerify } from "jose";
import { signerOf } from "#test/attacks/signed-token";
import { holdsFor, runsOf } from "#test/properties/seeded";
import { algorithms, issuer, published, verifying } from "./issuer-with-keys.ts";
import { type Mutation, mutations, type Signing, signings } from "./mutated-signatures.ts";

/** What a verifier makes of a token: its claims, `refused`, or nothing where it knows no such algorithm. */
type Verdict = object | "refused" | undefined;

const byAws = (alg: string) => /^([RE]S|EdDSA)/.test(alg);
const byJose = ({ alg, publicKey }: Signing) => alg !== "EdDSA" || publicKey.asymmetricKeyType === "ed25519";

function verdictOfAws(text: string, { alg, publicKey }: Signing): Verdict {
  if (!byAws(alg)) return undefined;
  const jwk = { ...publicKey.export({ format: "jwk" }), alg } as Parameters<typeof verifyJwtSync>[1];
  try {
    return verifyJwtSync(text, jwk, { issuer, audience: null });
  } catch {
    return "refused";
  }
}

async function verdictOfJose(text: string, signing: Signing): Promise<Verdict> {
  if (!byJose(signing)) return undefined;
  try {
    const { payload } = await compactVerify(text, signing.publicKey, { algorithms: [signing.alg] });
    return JSON.parse(Buffer.from(payload).toString("utf8"), (name, value) =>
      name === "__proto__" || name === "constructor" ? undefined : value,
    );
  } catch {
    return "refused";
  }
}

const verifierOf = new Map(
  signings.map((signing) => [signing, verifying(() => [published(signing.publicKey, { kid: "k" })])]),
);

/** Ours, or the reason why not. */
async function verdict(text: string, signing: Signing): Promise<object | string> {
  const result = await (verifierOf.get(signing) ?? assert.fail()).verify(text);
  return "rejected" in result ? result.rejected : result.claims;
}

/** Ways of writing a token otherwise, none of which is its canonical form; each at a place counted around. */
const writings: Readonly<Record<string, (text: string, at: number) => string>> = {
  "as it is": (text) => text,
  "with padding": (text) => `${text}=`,
  "with a line break": (text, at) => spliced(text, at, "\n"),
  "with a blank": (text, at) => spliced(text, at, " "),
  "with a dot more": (text, at) => spliced(text, at, "."),
  "with a letter more": (text, at) => spliced(text, at, "A"),
  "with a character of the other alphabet": (text, at) => spliced(text, at, "+", 1),
  "with a slash of the other alphabet": (text, at) => spliced(text, at, "/", 1),
  "with a character of which one octet is that of a letter": (text, at) =>
    spliced(text, at, String.fromCharCode(0x100 + text.charCodeAt(at % text.length)), 1),
  "with another last character": (text, at) => `${text.slice(0, -1)}${"ABCQgw8_-"[at % 9]}`,
};

function spliced(text: string, at: number, inserted: string, removed = 0): string {
  const place = at % text.length;
  return `${text.slice(0, place)}${inserted}${text.slice(place + removed)}`;
}

const claims = fc
  .record(
    {
      sub: fc.oneof({ weight: 5, arbitrary: fc.string({ unit: "grapheme" }) }, fc.jsonValue()),
      jti: fc.oneof({ weight: 5, arbitrary: fc.string() }, fc.jsonValue()),
      aud: fc.oneof({ weight: 5, arbitrary: fc.array(fc.string()) }, fc.jsonValue()),
      nbf: fc.constantFrom<unknown>(0, 1.5, 0, 1, "0", null),
      scope: fc.string(),
      any: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((members) => JSON.stringify({ iss: issuer, exp: 4_000_000_000, ...members }));

/** A claim that objects inherit, or that a text escapes, written into the JSON itself. */
const inherited = fc.constantFrom(
  "",
  '"__proto__":{"admin":true},',
  '"constructor":1,',
  '"a":{"\\u005f_proto__":{"b":1}},"c":[{"constructor":[]}],',
);

const encoded = (text: string) => Buffer.from(text).toString("base64url");

const drawn = fc.record({
  signing: fc.constantFrom(...signings),
  mutation: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...mutations.filter(({ genuine }) => genuine)) },
    { weight: 2, arbitrary: fc.constantFrom<Mutation>(...mutations) },
  ),
  writing: fc.oneof(
    { weight: 4, arbitrary: fc.constant("as it is") },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(writings)) },
  ),
  headed: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...algorithms) },
  ),
  at: fc.nat(10_000),
  claims,
  inherited,
});

/** The same number in fewer octets. */
function isWithoutZeros(signature: Buffer, genuine: Buffer): boolean {
  const missing = genuine.length - signature.length;
  return missing > 0 && Buffer.concat([Buffer.alloc(missing), signature]).equals(genuine);
}

test("any token, however it was changed, is judged as both libraries judge it", async (t) => {
  const outcomes = new Map<string, number>();
  const property = fc.asyncProperty(drawn, async (given) => {
    const { signing, mutation, at } = given;
    const header = encoded(JSON.stringify({ alg: given.headed ?? signing.alg, kid: "k" }));
    const input = Buffer.from(`${header}.${encoded(given.claims.replace("{", `{${given.inherited}`))}`);
    const genuine = signerOf(signing.alg, signing.privateKey)(input);
    const signature = mutation.signature(genuine, at, signing, input);
    if (signature === undefined) return;
    const text =
      writings[given.writing]?.(`${input}.${signature.toString("base64url")}`, at) ?? assert.fail();
    // The libraries are told to take what the header says; that no other key than one for it is used, we judge.
    const headed = { ...signing, alg: given.headed ?? signing.alg };
    const [ours, aws, jose] = [
      await verdict(text, signing),
      verdictOfAws(text, headed),
      await verdictOfJose(text, headed),
    ];
    const outcome = typeof ours === "string" ? ours : "accepted";
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (typeof ours === "object") {
      // An RSA key's signature by one algorithm is genuine under that one's name.
      assert.ok(mutation.genuine || given.headed !== undefined, mutation.what);
      if (aws !== undefined) assert.deepEqual(ours, aws);
      if (jose !== undefined) assert.deepEqual(ours, jose);
    } else if (outcome === "token_signature") {
      // The libraries take a signature of RSASSA-PSS that lacks the zeros before it, as OpenSSL does.
      const others = isWithoutZeros(signature, genuine) ? [] : [aws, jose];
      for (const other of others) assert.ok(other === undefined || other === "refused", mutation.what);
    } else if (outcome === "token_invalid") {
      assert.ok(aws === undefined || aws === "refused", "types of claims, which jose does not judge here");
    }
    if (given.writing === "as it is" && given.headed === undefined)
      assert.equal(outcome === "token_signature", !mutation.genuine, mutation.what);
  });
  await holdsFor(runsOf(1500), property, t);
  t.diagnostic(JSON.stringify(Object.fromEntries(outcomes)));
  for (const outcome of ["accepted", "token_signature", "token_invalid", "token_encoding"])
    assert.ok((outcomes.get(outcome) ?? 0) > 10, outcome);
});

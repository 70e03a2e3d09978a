/** What has to be known to read the tables of decisions. */
import { effort } from "./effort.ts";
import { keyRows, tokenRows } from "./rows.ts";

const { rounds, operationsPerRound } = effort;

/** How everything was measured. */
export const introduction: readonly string[] = [
  `Each table is of one process, in which every operation ran ${rounds} rounds of ${operationsPerRound}, in an order`,
  "that is reversed each round; a ratio is the median of the rounds' own ratios. Ours is the function as it is deployed,",
  "called with the whole event of a `GET` on the items of a collection. It writes one line to its log each time, and",
  "standard output was `/dev/null`: a pipe with a reader behind it makes that line dearer. Before it was timed, each was",
  "asked once, and gave the right answer.",
];

const sentences = (rows: readonly (readonly [name: string, sentence: string])[]) =>
  rows.map(([name, sentence]) => `- *${name}*: ${sentence}`);

/** What the rows about tokens are. */
export const tokensAreExplained: readonly string[] = sentences([
  [
    tokenRows.floor,
    'the signature alone, by Node.js, of bytes and with a key object that are at hand; of ES256 with `dsaEncoding: "ieee-p1363"`, as JSON Web Signatures have it.',
  ],
  [
    tokenRows.alone,
    "`JwtVerifier` with issuer and audience and its key set at hand, `verifySync`; a token is shown once.",
  ],
  [tokenRows.control, "the same again: by so much two rows differ by chance."],
  [
    tokenRows.withPolicy,
    "that, then the same compiled policy with the same data in the package `@open-policy-agent/opa-wasm`, and an IAM policy as the answer; no log, no look at the path, no other kind of credential.",
  ],
  [tokenRows.jose, "the same with `jwtVerify` and `createLocalJWKSet` of jose."],
  [tokenRows.fresh, "every token is shown once, so each is verified."],
  [tokenRows.seen, "50 tokens in turn, each verified before; the policy is asked each time."],
  [tokenRows.refused, "the same tokens, for a collection that no rule grants."],
  [
    tokenRows.anonymous,
    "no credential, where the policy refuses those without; an error is thrown and caught.",
  ],
]);

/**
 * What the rows about API keys are.
 * @param secretReads how often the secret was read altogether
 */
export function keysAreExplained(secretReads: number): readonly string[] {
  return sentences([
    [
      keyRows.floor,
      "HMAC-SHA-256 of the key under the pepper, a look-up in a map, and one evaluation of the policy by the package `@open-policy-agent/opa-wasm`, of a document that is at hand.",
    ],
    [keyRows.control, "the same again."],
    [
      keyRows.key,
      `20 keys of the secret in turn, which two functions have read ${secretReads} times altogether.`,
    ],
    [keyRows.managed, "20 keys in turn whose records were read from DynamoDB (dynalite) before."],
    [keyRows.unknown, "a key that nobody has: refused before the policy is asked."],
    [keyRows.line, "what each decision above holds: its JSON, and one synchronous write."],
  ]);
}

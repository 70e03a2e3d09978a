/** What can be made of a genuine token's signature: almost nothing of it is one, and every verifier must know. */
import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type Signer, signerOf } from "#test/attacks/signed-token";

/** An algorithm with a key pair for it, and of an elliptic curve the order of its group (SEC 2 sections 2.4 to 2.6). */
export interface Signing {
  readonly alg: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly order?: bigint;
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const curve = (alg: string, namedCurve: string, order: string): Signing => ({
  alg,
  ...generateKeyPairSync("ec", { namedCurve }),
  order: BigInt(`0x${order}`),
});

/** Every algorithm, and Ed448, of which `EdDSA` is the name as well. */
export const signings: readonly Signing[] = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => ({ alg, ...rsa })),
  curve("ES256", "P-256", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  curve("ES384", "P-384", `${"f".repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`),
  curve(
    "ES512",
    "P-521",
    `1${"f".repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
  ),
  { alg: "EdDSA", ...ed25519 },
  { alg: "Ed25519", ...ed25519 },
  { alg: "EdDSA", ...generateKeyPairSync("ed448") },
];

/** A signature made of a genuine one, or with the same key in another way. */
export interface Mutation {
  readonly what: string;
  /** True for what is a signature all the same. */
  readonly genuine: boolean;
  /** @param at which of its octets, counted around; `undefined` where the algorithm has no such signature */
  signature(genuine: Buffer, at: number, signing: Signing, input: Buffer): Buffer | undefined;
}

const forged = (what: string, signature: Mutation["signature"]): Mutation => ({
  what,
  genuine: false,
  signature,
});

const halves = (signature: Buffer): readonly [Buffer, Buffer] => [
  signature.subarray(0, signature.length / 2),
  signature.subarray(signature.length / 2),
];
const numberOf = (octets: Buffer) => BigInt(`0x${octets.toString("hex")}`);

/** The octets of a number, or `undefined` for one that takes more. */
function octetsOf(number: bigint, length: number): Buffer | undefined {
  const digits = number.toString(16).padStart(2 * length, "0");
  return digits.length > 2 * length ? undefined : Buffer.from(digits, "hex");
}

/** With one of the two numbers of an ECDSA signature changed. */
const withNumber =
  (which: 0 | 1, change: (number: bigint, order: bigint) => bigint): Mutation["signature"] =>
  (genuine, _, { order }) => {
    if (order === undefined) return undefined;
    const parts: (Buffer | undefined)[] = [...halves(genuine)];
    parts[which] = octetsOf(change(numberOf(halves(genuine)[which]), order), genuine.length / 2);
    return parts.every((part) => part !== undefined) ? Buffer.concat(parts) : undefined;
  };

const byAlgorithm =
  (wanted: RegExp, signer: (signing: Signing) => Signer): Mutation["signature"] =>
  (_, __, signing, input) =>
    wanted.test(signing.alg) ? signer(signing)(input) : undefined;

const otherHash = { 256: "384", 384: "512", 512: "256" } as const;

/** All of them. */
export const mutations: readonly Mutation[] = [
  { what: "left as it is", genuine: true, signature: (genuine) => genuine },
  {
    what: "with the other number of the pair that belongs to a point and its negative",
    genuine: true,
    signature: withNumber(1, (s, order) => order - s),
  },
  forged("with one bit changed", (genuine, at) => {
    const changed = Buffer.from(genuine);
    const octet = at % genuine.length;
    changed[octet] = (changed[octet] ?? 0) ^ (1 << (at % 8));
    return changed;
  }),
  forged("cut off", (genuine, at) => genuine.subarray(0, 1 + (at % (genuine.length - 1)))),
  forged("without its first octet", (genuine) => genuine.subarray(1)),
  forged("with an octet behind it", (genuine) => Buffer.concat([genuine, Buffer.alloc(1)])),
  forged("with an octet before it", (genuine) => Buffer.concat([Buffer.alloc(1), genuine])),
  forged("with a zero before each number", (genuine, _, { order }) => {
    const zero = Buffer.alloc(1);
    const [r, s] = halves(genuine);
    return order === undefined ? undefined : Buffer.concat([zero, r, zero, s]);
  }),
  forged("twice", (genuine) => Buffer.concat([genuine, genuine])),
  forged("with its halves exchanged", (genuine) => Buffer.concat([...halves(genuine)].reverse())),
  forged("zeros", (genuine) => Buffer.alloc(genuine.length)),
  forged("ones", (genuine) => Buffer.alloc(genuine.length, 0xff)),
  forged(
    "with zero for r",
    withNumber(0, () => 0n),
  ),
  forged(
    "with zero for s",
    withNumber(1, () => 0n),
  ),
  forged(
    "with the order for r",
    withNumber(0, (_, order) => order),
  ),
  forged(
    "with the order for s",
    withNumber(1, (_, order) => order),
  ),
  forged(
    "with the order added to r",
    withNumber(0, (r, order) => r + order),
  ),
  forged(
    "with the order added to s",
    withNumber(1, (s, order) => s + order),
  ),
  forged(
    "in DER",
    byAlgorithm(
      /^ES/,
      ({ alg, privateKey }) =>
        (input) =>
          sign(`sha${alg.slice(2)}`, input, privateKey),
    ),
  ),
  forged(
    "by another hash",
    byAlgorithm(/^[RPE]S/, ({ alg, privateKey }) => {
      const hash = otherHash[alg.slice(2) as unknown as keyof typeof otherHash];
      return signerOf(`${alg.slice(0, 2)}${hash}`, privateKey);
    }),
  ),
  forged(
    "by the other padding of RSA",
    byAlgorithm(/^[RP]S/, ({ alg, privateKey }) =>
      signerOf(`${alg.startsWith("R") ? "P" : "R"}${alg.slice(1)}`, privateKey),
    ),
  ),
  ...[0, 20, 100].map((saltLength) =>
    forged(
      `with a salt of ${saltLength} octets`,
      byAlgorithm(/^PS/, ({ alg, privateKey: key }) => (input) => {
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        return sign(`sha${alg.slice(2)}`, input, { key, padding, saltLength });
      }),
    ),
  ),
  forged("of another text", (_, __, { alg, privateKey }, input) =>
    signerOf(alg, privateKey)(Buffer.concat([input, Buffer.from("x")])),
  ),
];

/** A certificate for 127.0.0.1, made at run time and signed by its own key: its own authority. */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** Certificate and key in PEM. */
export interface SelfSigned {
  readonly certificate: string;
  readonly key: string;
}

/** One DER value (ITU-T X.690): tag, length and content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);
const hex = (text: string) => Buffer.from(text, "hex");

/** Object identifiers, as their DER content. */
const oid = {
  ecdsaWithSha256: der(0x06, hex("2a8648ce3d040302")),
  commonName: der(0x06, hex("550403")),
  basicConstraints: der(0x06, hex("551d13")),
  subjectAltName: der(0x06, hex("551d11")),
};

const utcTime = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const extension = (id: Uint8Array, value: Uint8Array) => sequence(id, der(0x04, value));

/** Makes a certificate (RFC 5280 section 4.1) that is valid from yesterday to tomorrow. */
export function selfSignedCertificate(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid.ecdsaWithSha256);
  const unique = Buffer.from(`test ${randomBytes(8).toString("hex")}`);
  const name = sequence(der(0x31, sequence(oid.commonName, der(0x0c, unique))));
  const day = 86_400_000;
  const certified = sequence(
    der(0xa0, der(0x02, hex("02"))),
    der(0x02, Buffer.concat([hex("01"), randomBytes(8)])),
    algorithm,
    name,
    sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + day))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(
        extension(oid.basicConstraints, sequence(der(0x01, hex("ff")))),
        extension(oid.subjectAltName, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
      ),
    ),
  );
  const signature = der(0x03, hex("00"), sign("sha256", certified, privateKey));
  const base64 = sequence(certified, algorithm, signature).toString("base64");
  const lines = base64.match(/.{1,64}/g)?.join("\n");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

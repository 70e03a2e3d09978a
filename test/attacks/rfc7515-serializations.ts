/** Attacks by the forms that RFC 7515 gives a signature: of its serializations only the compact one is taken. */
import { randomUUID } from "node:crypto";
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { encoded, type Members, type SoundToken, signerOf } from "./signed-token.ts";

const flattened = ([header, payload, signature]: SoundToken["parts"]) =>
  JSON.stringify({ protected: header, payload, signature });

/** base64url whose last character has bits that mean nothing: one of them is set. */
function spareBit(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? "") + 1];
}

/** The claims in base64url whose last character has such bits: a multiple of three octets leaves none. */
function withSpareBits(claims: Members): string {
  const json = JSON.stringify(claims);
  return encoded(json.length % 3 === 0 ? `${json} ` : json);
}

/** Section 7.1 and step 1 of section 5.2: three parts, none of them empty, and nothing else. */
const parts = [
  tokenAttack("leaves the signature's dot out", "token_not_jwt", (twin) => twin.parts.slice(0, 2).join(".")),
  tokenAttack("leaves the signature out", "token_not_jwt", (twin) => twin.signedAs("")),
  tokenAttack(
    "leaves the payload out (detached content)",
    "token_not_jwt",
    ({ parts }) => `${parts[0]}..${parts[2]}`,
  ),
  tokenAttack("leaves the header out", "token_not_jwt", ({ parts }) => `.${parts[1]}.${parts[2]}`),
  tokenAttack("has a fourth part", "token_not_jwt", (twin) => `${twin.text}.${twin.parts[2]}`),
  tokenAttack("begins with a dot", "token_not_jwt", (twin) => `.${twin.text}`),
  tokenAttack("ends with a dot", "token_not_jwt", (twin) => `${twin.text}.`),
  tokenAttack("is only dots", "token_not_jwt", () => ".."),
  tokenAttack("is the flattened JSON serialization", "token_encoding", (twin) => flattened(twin.parts)),
  tokenAttack("is the flattened JSON serialization, encoded", "token_not_jwt", (twin) =>
    encoded(flattened(twin.parts)),
  ),
  tokenAttack(
    "is the general JSON serialization with an accepted signature beside another",
    "token_encoding",
    (twin) => {
      const [header, payload, signature] = twin.parts;
      const signatures = [
        { protected: encoded({ alg: "none" }), signature: "" },
        { protected: header, signature },
      ];
      return JSON.stringify({ payload, signatures });
    },
  ),
];

/** Section 2: base64url without padding, in its one canonical form (RFC 4648 section 3.5). */
const encodings = [
  tokenAttack("pads its signature", "token_encoding", (twin) => `${twin.text}==`),
  tokenAttack("pads its header", "token_encoding", ({ parts }) => `${parts[0]}=.${parts[1]}.${parts[2]}`),
  tokenAttack("is written in base64's own alphabet", "token_encoding", (twin) => {
    let text = twin.text;
    while (!/[-_]/.test(text)) text = twin.claiming({ jti: randomUUID() });
    return text.replaceAll("-", "+").replaceAll("_", "/");
  }),
  tokenAttack("sets the unused bits of its signature's last character", "token_encoding", (twin) =>
    spareBit(twin.text),
  ),
  tokenAttack("sets the unused bits of its payload's last character", "token_encoding", (twin) => {
    const input = `${twin.parts[0]}.${spareBit(withSpareBits(twin.claims))}`;
    return `${input}.${encoded(signerOf("RS256", twin.key)(Buffer.from(input)))}`;
  }),
  ...eachOf(["\n", "\r\n", "\t", "\0", "%2E", "\u{200B}", "\u{FF0E}"], (inserted) =>
    tokenAttack(`has ${JSON.stringify(inserted)} behind its header's dot`, "token_encoding", ({ parts }) =>
      parts.join(".").replace(".", `.${inserted}`),
    ),
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [...parts, ...encodings];

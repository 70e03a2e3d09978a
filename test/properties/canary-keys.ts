/** Managed keys of every kind, of which neither the key nor its digest may be found anywhere, and a table that fails with both in its mouth. */
import { randomBytes } from "node:crypto";
import type { KeyTable } from "#adapters/api-keys/key-table";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { madeKey } from "#core/authenticate/api-key/managed-key";
import { guessedKey, type IssuedKey, issuedKey } from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";

/** The keys, and what answers for them. */
export interface CanaryKeys {
  /** One that works, and one of each kind that does not. */
  readonly keys: readonly string[];
  readonly table: KeyTable;
  /** The secrets of the key that works, which all others share as far as they can. */
  readonly canaries: Readonly<
    Record<"managedKey" | "secretPart" | "hexadecimalDigest" | "base64Digest", string>
  >;
}

const [idStart, secretStart, checksumStart] = [9, 21, 53];

/**
 * @param pepper of the secret
 */
export function canaryKeys(pepper: string): CanaryKeys {
  const good = issuedKey(pepper);
  const idOf = (key: string) => key.slice(idStart, secretStart);
  const secretPart = good.text.slice(secretStart, checksumStart);
  const digest = Buffer.from(good.record.digest);
  const mistyped = `${good.text.slice(0, -1)}${good.text.endsWith("2") ? "3" : "2"}`;
  /** A key with another id and the same secret part: found where it may not be, it is found out as the good one. */
  const twin = (more: Partial<KeyRecord>): IssuedKey => {
    const letters = "abcdefghijklmnopqrstuvwxyz234567";
    const secret = Buffer.from([...secretPart].map((letter) => letters.indexOf(letter)));
    const { id, text } = madeKey("live", (count) =>
      Buffer.concat([randomBytes(count - secret.length), secret], count),
    );
    return { text, record: { ...issuedKey(pepper).record, id, digest, ...more } };
  };
  const refused = [
    ...[twin({}), twin({ state: "revoked" }), twin({ pepperId: "0".repeat(16) })],
    ...[issuedKey(pepper, { state: "disabled" }), issuedKey(pepper, { state: "revoked" })],
    issuedKey(pepper, { expiresAt: 1 }),
  ];
  const failing = twin({});
  const records = new Map([good, ...refused].map(({ record }) => [record.id, record]));
  const canary = () => new TypeError(`${good.text} ${secretPart} ${digest.toString("hex")} ${pepper}`);
  return {
    keys: [
      ...[good.text, failing.text, guessedKey(good.record.id), issuedKey(pepper, {}, "test").text],
      ...[`${good.text}a`, good.text.slice(0, -1), mistyped, good.text.toUpperCase()],
      ...refused.map(({ text }) => text),
    ],
    table: {
      async read(id) {
        if (id === idOf(failing.text)) throw canary();
        return records.get(id);
      },
      noteUse: async () => Promise.reject(canary()),
    },
    canaries: {
      ...{ managedKey: good.text, secretPart },
      ...{ hexadecimalDigest: digest.toString("hex"), base64Digest: digest.toString("base64") },
    },
  };
}

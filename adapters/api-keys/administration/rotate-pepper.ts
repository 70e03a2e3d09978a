/** Puts a new pepper in the place of the one that keys are made under, and drops the one before when no key needs it. */
import { randomInt } from "node:crypto";
import { pepperId } from "../peppers.ts";
import type { KeptKey, KeyAdministration } from "./key-administration.ts";
import type { PepperSecret } from "./pepper-secret.ts";

/** How it ended. */
export type PepperRotation =
  /** The pepper is new; `under` are the keys that go on under the previous one. */
  | { readonly kind: "rotated"; readonly under: readonly KeptKey[] }
  /** The previous pepper is dropped. */
  | { readonly kind: "finished" }
  /** There is no previous pepper to drop. */
  | { readonly kind: "nothing_to_finish" }
  /** Refused: these keys, made under the previous pepper, would stop. */
  | { readonly kind: "in_use"; readonly under: readonly KeptKey[] }
  /** Somebody else changed the secret first. */
  | { readonly kind: "overtaken" };

/** Characters of a pepper, as of the one that the stack makes: more than the 256 bits of the HMAC that it keys. */
const pepperLength = 64;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Rotates the pepper.
 * @param isInUse whether a key can still be used, now or later
 */
export async function rotatePepper(
  table: KeyAdministration,
  secret: PepperSecret,
  isInUse: (key: KeptKey) => boolean,
): Promise<PepperRotation> {
  const version = await secret.read();
  const { pepper, previousPepper } = version;
  const under = await keysUnder(table, [pepper, previousPepper], isInUse);
  const stopping = (previousPepper !== undefined && under.get(pepperId(previousPepper))) || [];
  if (stopping.length > 0) return { kind: "in_use", under: stopping };
  const replaced = await secret.replace(version, { pepper: madePepper(), previousPepper: pepper });
  return replaced ? { kind: "rotated", under: under.get(pepperId(pepper)) ?? [] } : { kind: "overtaken" };
}

/** Drops the previous pepper, if no key needs it. */
export async function finishPepper(
  table: KeyAdministration,
  secret: PepperSecret,
  isInUse: (key: KeptKey) => boolean,
): Promise<PepperRotation> {
  const version = await secret.read();
  const { pepper, previousPepper } = version;
  if (previousPepper === undefined) return { kind: "nothing_to_finish" };
  const under = (await keysUnder(table, [previousPepper], isInUse)).get(pepperId(previousPepper)) ?? [];
  if (under.length > 0) return { kind: "in_use", under };
  return { kind: (await secret.replace(version, { pepper })) ? "finished" : "overtaken" };
}

/** The keys in use that were made under each of some peppers, by the peppers' ids. */
async function keysUnder(
  table: KeyAdministration,
  peppers: readonly (string | undefined)[],
  isInUse: (key: KeptKey) => boolean,
): Promise<ReadonlyMap<string, readonly KeptKey[]>> {
  const under = new Map<string, KeptKey[]>();
  for (const pepper of peppers) if (pepper !== undefined) under.set(pepperId(pepper), []);
  for await (const { keys } of table.pages()) {
    for (const key of keys) if (isInUse(key)) under.get(key.pepperId)?.push(key);
  }
  return under;
}

const madePepper = () =>
  Array.from({ length: pepperLength }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

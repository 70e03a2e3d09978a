/** Peppers: the secret under which keys are digested, so that whoever reads the records cannot try out keys. */
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

/** Shortest pepper, in characters; a shorter one can be guessed. */
export const shortestPepper = 32;

/** True for what can be a pepper. */
export const isPepper = (value: unknown): value is string =>
  typeof value === "string" && value.length >= shortestPepper;

/** HMAC-SHA-256 of a key under the pepper (RFC 2104). */
export function keyDigest(pepper: string, key: string): Buffer {
  return Buffer.from(keyDigestText(pepper, key), "base64");
}

/** A pepper made ready to digest many keys. */
export const pepperKey = (pepper: string): KeyObject => createSecretKey(pepper, "utf8");

/**
 * The same digest as base64. Asked for as text it costs a quarter less: bytes would come in memory of their own.
 * @param pepper its text, or what `pepperKey` made of it
 */
export function keyDigestText(pepper: string | KeyObject, key: string): string {
  return createHmac("sha256", pepper).update(key, "utf8").digest("base64");
}

/**
 * By what a record says under which pepper its digest was made. It is derived and never configured, so it cannot be
 * wrong, and tells nothing of the pepper.
 * @returns 16 hexadecimal digits
 */
export function pepperId(pepper: string): string {
  return keyDigest(pepper, "pepper id").toString("hex").slice(0, 16);
}

/** The record of a managed key as an item of the table, and back. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  areKeyScopes,
  isKeyName,
  type KeyRecord,
  type KeyState,
} from "#core/authenticate/api-key/key-record";
import { removalAttribute } from "#core/settings/api-key-table";

/** How long the record of a key that has ended stays for operators, seconds: 90 days. */
const keptAfterEnd = 90 * 86_400;

/** Bytes of an HMAC-SHA-256. */
const digestLength = 32;

const states: ReadonlySet<string> = new Set<KeyState>(["active", "disabled", "revoked"]);

/** The item that holds a record. */
export function keyItem(record: KeyRecord): Record<string, AttributeValue> {
  const { digest, scopes, ...plain } = record;
  const item: Record<string, AttributeValue> = {
    digest: { B: digest },
    scopes: { L: scopes.map((scope) => ({ S: scope })) },
  };
  for (const [name, value] of Object.entries(plain)) {
    if (value !== undefined) item[name] = typeof value === "number" ? { N: String(value) } : { S: value };
  }
  if (record.expiresAt !== undefined) item[removalAttribute] = removalTime(record.expiresAt);
  return item;
}

/** When DynamoDB may remove the record of a key that ends or has ended at a time, seconds since 1970-01-01T00:00Z. */
export const removalTime = (endsAt: number): AttributeValue => ({ N: String(endsAt + keptAfterEnd) });

/** The record in an item; `undefined` for an item that is no record of a key. */
export function keyRecord(item: Readonly<Record<string, AttributeValue>>): KeyRecord | undefined {
  const text = (name: string) => item[name]?.S;
  const [id, name, owner, pepperId] = [text("id"), text("name"), text("owner"), text("pepperId")];
  const [state, replacedBy, lastUsedDay] = [text("state"), text("replacedBy"), text("lastUsedDay")];
  const digest = item.digest?.B;
  const scopes = item.scopes?.L?.map((scope) => scope.S);
  const createdAt = seconds(item.createdAt);
  const notBefore = seconds(item.notBefore);
  const expiresAt = seconds(item.expiresAt);
  if (id === undefined || owner === undefined || pepperId === undefined) return undefined;
  if (name === undefined || !isKeyName(name) || !areKeyScopes(scopes)) return undefined;
  if (digest?.length !== digestLength || state === undefined || !isState(state)) return undefined;
  if (typeof createdAt !== "number" || notBefore === null || expiresAt === null) return undefined;
  return {
    ...{ id, name, owner, digest, pepperId, scopes, createdAt, state },
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(lastUsedDay !== undefined && { lastUsedDay }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
}

const isState = (text: string): text is KeyState => states.has(text);

/** `null` for what is there and no time: taken for absent, it would make a key valid without end. */
function seconds(value: AttributeValue | undefined): number | undefined | null {
  if (value === undefined) return undefined;
  const number = Number(value.N ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}

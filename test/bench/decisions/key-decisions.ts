/** A quiet process: decisions about API keys, beside the least that such a decision takes. */
import { createHmac } from "node:crypto";
import { keyItem } from "#adapters/api-keys/key-item";
import { decisionLog } from "#adapters/decision-log";
import { apiKeyTableVariable } from "#core/settings/environment";
import { KeyServices } from "#test/contracts/managed-keys/key-services";
import { recordedKey } from "#test/contracts/managed-keys/made-record";
import { type Contestant, paired } from "../paired.ts";
import { accessRules } from "../subject/access-rules.ts";
import { deployedFunction, type Handler, loadedHandler } from "../subject/deployed-function.ts";
import { type KeptSecret, keptSecret } from "../subject/kept-secret.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { keyEvent } from "../subject/request.ts";
import { mustAllow, mustChallenge } from "../subject/right-answer.ts";
import { effort } from "./effort.ts";
import { askedPolicy, question } from "./hand-written.ts";
import { keyRows } from "./rows.ts";

/** Keys of each kind, asked for in turn. */
const count = 20;

/** So long that everything is read once, before it is measured. */
const refreshSeconds = 3600;

workQuietly(async () => {
  const secret = await keptSecret(count);
  const [statics, managed] = await Promise.all([
    deployedFunction({ accessRules, apiKeys: { refreshSeconds } }),
    deployedFunction({ accessRules, apiKeys: { refreshSeconds, managed: {} } }),
  ]);
  try {
    Object.assign(process.env, secret.environment);
    const made = await managedKeys(secret);
    process.env[apiKeyTableVariable] = made.table;
    const handlers = { statics: loadedHandler(statics), managed: loadedHandler(managed) };
    const times = await paired(await contestants(secret, made.keys, handlers), effort);
    return { times, secretReads: secret.reads() };
  } finally {
    await Promise.all([statics.remove(), managed.remove(), secret.close()]);
  }
});

/** Keys with their records in a table. */
async function managedKeys({ endpoint, pepper }: KeptSecret) {
  const services = new KeyServices(endpoint);
  const table = await services.makeTable();
  const made = Array.from({ length: count }, () => recordedKey(pepper, { lastUsedDay: "9999-12-31" }));
  await services.putItems(
    table,
    made.map(({ record }) => keyItem(record)),
  );
  services.close();
  return { table, keys: made.map(({ text }) => text) };
}

async function contestants(
  secret: KeptSecret,
  managed: readonly string[],
  handlers: { readonly statics: Handler; readonly managed: Handler },
): Promise<readonly Contestant[]> {
  const staticEvents = secret.keys.map((key) => keyEvent(key));
  const managedEvents = managed.map((key) => keyEvent(key));
  const unknownEvent = keyEvent(`${secret.keys[0]}x`);
  for (const event of staticEvents) await mustAllow("ours, static key", handlers.statics, event);
  for (const event of managedEvents) await mustAllow("ours, managed key", handlers.managed, event);
  await mustChallenge("ours, unknown key", handlers.statics, unknownEvent);
  const [floor, log] = [await leastDecision(secret), decisionLog()];
  return [
    { name: keyRows.floor, run: floor },
    { name: keyRows.control, run: floor },
    { name: keyRows.key, run: (call) => handlers.statics(staticEvents[call % count]) },
    { name: keyRows.managed, run: (call) => handlers.managed(managedEvents[call % count]) },
    { name: keyRows.unknown, run: () => handlers.statics(unknownEvent).catch(() => undefined) },
    { name: keyRows.line, run: () => log(line) },
  ];
}

/** A digest of the key, the question that is at hand under it, and its answer. */
async function leastDecision({ keys, pepper }: KeptSecret): Promise<(call: number) => void> {
  const digest = (key: string) => createHmac("sha256", pepper).update(key).digest("base64");
  const questions = new Map(keys.map((key, index) => [digest(key), questionOf(key, `partner-${index}`)]));
  const allows = await askedPolicy();
  return (call) => {
    const asked = questions.get(digest(keys[call % count] ?? ""));
    if (asked === undefined || !allows(asked)) throw new Error("a key of the benchmark is refused");
  };
}

const questionOf = (key: string, id: string) =>
  question(keyEvent(key), {
    kind: "api-key",
    id,
    issuer: "",
    scheme: "apiKey",
    scopes: ["wells:read"],
    claims: {},
  });

/** What is logged of a decision about a key. */
const line = {
  outcome: "allowed",
  reason: "policy_allowed",
  requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
  extendedRequestId: "a1b2c3d4e5f6g7h8i9j0=",
  policyRevision: "0123456789abcdef",
  resourceType: "items",
  action: "read",
  principalKind: "api-key",
  principalId: "partner-7",
  keyId: "partner-7",
  scheme: "apiKey",
  authenticateMilliseconds: 0.012,
  authorizeMilliseconds: 0.021,
  totalMilliseconds: 0.041,
} as const;

/**
 * The process in which decisions with a remote OPA are measured, by itself so that its standard output can be
 * /dev/null: `node measured-process.ts <address of the OPA> <its Unix socket>`; what was measured goes to the parent.
 */
import { verify } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { paired } from "../paired.ts";
import { deployedFunction, type Handler, loadedHandler } from "../subject/deployed-function.ts";
import { tokenEvent } from "../subject/request.ts";
import { type BenchmarkIssuer, newIssuer } from "../subject/token-issuer.ts";
import { rawConnection } from "./raw-connection.ts";
import { startQuestionRecorder } from "./recorded-question.ts";

const effort = { warmUp: 2000, rounds: 100, operationsPerRound: 60 };

const [url = "", socket = ""] = process.argv.slice(2);
const work = await mkdtemp(join(tmpdir(), "ogc-api-bench-remote-"));
try {
  process.send?.([...(await measured(newIssuer("RS256")))]);
} finally {
  await rm(work, { recursive: true, force: true });
}
// Connections that are kept would keep the process.
process.disconnect?.();
setImmediate(() => process.exit());

async function measured(issuer: BenchmarkIssuer) {
  const keySet = join(work, "key-set.json");
  await writeFile(keySet, JSON.stringify(issuer.keySet));
  const seen = tokenEvent(issuer.token());
  const question = await recordedQuestion(issuer, keySet, seen);
  const overTcp = await rawConnection({ host: "127.0.0.1", port: Number(new URL(url).port) });
  const overUnixSocket = await rawConnection({ path: socket });
  const fresh = Array.from({ length: effort.warmUp + effort.rounds * effort.operationsPerRound }, () =>
    tokenEvent(issuer.token()),
  );
  const handler = await handlerAsking(url, issuer, keySet, seen);
  const bareVerify = bareVerification(issuer);
  const floor = async () => {
    bareVerify();
    await overTcp.ask(question);
  };
  await allAllow(handler, seen, [await overTcp.ask(question), await overUnixSocket.ask(question)]);
  const contestants = {
    verify: bareVerify,
    tcp: () => overTcp.ask(question),
    unix: () => overUnixSocket.ask(question),
    floor,
    seen: () => handler(seen),
    fresh: (call: number) => handler(fresh[call]),
    "floor again": floor,
  };
  return paired(
    Object.entries(contestants).map(([name, run]) => ({ name, run })),
    effort,
  );
}

/** What is compared must do the same: be allowed. */
async function allAllow(handler: Handler, event: unknown, answers: readonly string[]): Promise<void> {
  const { policyDocument } = (await handler(event)) as {
    readonly policyDocument: { readonly Statement: readonly { readonly Effect: string }[] };
  };
  if (policyDocument.Statement[0]?.Effect !== "Allow") throw new Error("the function does not allow");
  for (const answer of answers)
    if (JSON.parse(answer).result?.allow !== true) throw new Error(`OPA does not allow: ${answer}`);
}

/** The signature alone, of a token whose parts are decoded already. */
function bareVerification(issuer: BenchmarkIssuer): () => void {
  const token = issuer.token();
  const end = token.lastIndexOf(".");
  const signed = Buffer.from(token.slice(0, end));
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  return () => {
    if (!verify("sha256", signed, issuer.publicKey, signature)) throw new Error("the signature is wrong");
  };
}

async function recordedQuestion(issuer: BenchmarkIssuer, keySet: string, event: unknown): Promise<Buffer> {
  const recorder = await startQuestionRecorder();
  try {
    await handlerAsking(recorder.url, issuer, keySet, event);
    return recorder.question();
  } finally {
    recorder.close();
  }
}

/** The function as it is deployed; it has been asked once, so that all of it is loaded when its folder is removed. */
async function handlerAsking(
  policyUrl: string,
  issuer: BenchmarkIssuer,
  keySet: string,
  event: unknown,
): Promise<Handler> {
  const deployed = await deployedFunction(settingsAsking(policyUrl, issuer, keySet));
  try {
    const handler = loadedHandler(deployed);
    await handler(event);
    return handler;
  } finally {
    await deployed.remove();
  }
}

function settingsAsking(
  policyUrl: string,
  { issuer, audience }: BenchmarkIssuer,
  keySet: string,
): Partial<SettingsInput> {
  return {
    tokens: { issuers: [{ issuer, staticKeys: { file: keySet }, audiences: [audience] }] },
    policy: { engine: "remote", url: policyUrl },
  };
}

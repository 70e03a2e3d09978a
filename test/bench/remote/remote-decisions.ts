/** The process in which decisions with a remote OPA are measured. */
import { verify } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SettingsInput } from "#core/settings/schema";
import { type Contestant, type PairedTimes, paired } from "../paired.ts";
import { deployedFunction, type Handler, loadedHandler } from "../subject/deployed-function.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { tokenEvent } from "../subject/request.ts";
import { mustAllow } from "../subject/right-answer.ts";
import { type BenchmarkIssuer, newIssuer } from "../subject/token-issuer.ts";
import type { OpaAddress } from "./asked-opa.ts";
import { effort } from "./effort.ts";
import { rawConnection } from "./raw-connection.ts";
import { startQuestionRecorder } from "./recorded-question.ts";
import { rows } from "./rows.ts";

workQuietly(measured);

async function measured(opa: OpaAddress): Promise<ReadonlyMap<string, PairedTimes>> {
  const work = await mkdtemp(join(tmpdir(), "ogc-api-bench-remote-"));
  const closers: (() => unknown)[] = [() => rm(work, { recursive: true, force: true })];
  try {
    const issuer = newIssuer("RS256");
    const keySet = join(work, "key-set.json");
    await writeFile(keySet, JSON.stringify(issuer.keySet));
    const tcp = await rawConnection({ host: "127.0.0.1", port: Number(new URL(opa.url).port) });
    closers.push(tcp.close);
    const unix = await rawConnection({ path: opa.socket });
    closers.push(unix.close);
    return await paired(await contestants(issuer, keySet, opa, { tcp, unix }), effort);
  } finally {
    for (const close of closers) await close();
  }
}

type Connections = Readonly<Record<"tcp" | "unix", Awaited<ReturnType<typeof rawConnection>>>>;

async function contestants(
  issuer: BenchmarkIssuer,
  keySet: string,
  { url }: OpaAddress,
  { tcp, unix }: Connections,
): Promise<readonly Contestant[]> {
  const seen = tokenEvent(issuer.token());
  const question = await recordedQuestion(issuer, keySet, seen);
  for (const { ask } of [tcp, unix]) opaMustAllow(await ask(question));
  const handler = await handlerAsking(url, issuer, keySet, seen);
  const fresh = Array.from({ length: effort.calls }, () => tokenEvent(issuer.token()));
  const bareVerify = bareVerification(issuer);
  const floor = async () => {
    bareVerify();
    await tcp.ask(question);
  };
  return [
    { name: rows.verify, run: bareVerify },
    { name: rows.tcp, run: () => tcp.ask(question) },
    { name: rows.unix, run: () => unix.ask(question) },
    { name: rows.floor, run: floor },
    { name: rows.seen, run: () => handler(seen) },
    { name: rows.fresh, run: (call) => handler(fresh[call]) },
    { name: rows.control, run: floor },
  ];
}

function opaMustAllow(answer: string): void {
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

async function recordedQuestion(
  issuer: BenchmarkIssuer,
  keySet: string,
  event: Record<string, unknown>,
): Promise<Buffer> {
  const recorder = await startQuestionRecorder();
  try {
    await handlerAsking(recorder.url, issuer, keySet, event);
    return recorder.question();
  } finally {
    await recorder.close();
  }
}

/** The function as it is deployed; it has been asked once, so that all of it is loaded when its folder is removed. */
async function handlerAsking(
  url: string,
  { issuer, audience }: BenchmarkIssuer,
  keySet: string,
  event: Record<string, unknown>,
): Promise<Handler> {
  const settings: Partial<SettingsInput> = {
    tokens: { issuers: [{ issuer, staticKeys: { file: keySet }, audiences: [audience] }] },
    policy: { engine: "remote", url },
  };
  const deployed = await deployedFunction(settings);
  try {
    const handler = loadedHandler(deployed);
    await mustAllow("the function", handler, event);
    return handler;
  } finally {
    await deployed.remove();
  }
}

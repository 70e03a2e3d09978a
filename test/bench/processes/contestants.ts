/** The functions that are compared, each with the events that it gets. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FunctionConfiguration } from "#local/lambda/invocation";
import { keyEvent, tokenEvent } from "../subject/request.ts";
import { newIssuer } from "../subject/token-issuer.ts";
import { bundleProgram } from "./bundled-program.ts";
import {
  emptyFunction,
  type FunctionsFolder,
  handWritten,
  otherRuntime,
  usualMegabytes,
} from "./compared-functions.ts";
import { nodeCommand } from "./node-command.ts";
import { ourFunctions } from "./our-functions.ts";
import { undoneAtExit } from "./undone-at-exit.ts";

/** A function and its events. */
export interface ProcessContestant {
  readonly name: string;
  readonly configuration: FunctionConfiguration;
  /** The JSON text of an event; for `fresh`, another one for each call. */
  readonly event: (call: number) => string;
  /** What every answer has in it: a function that refuses is not measured. */
  readonly answers: RegExp;
}

/** What all others are held against. */
export const emptyName = "empty handler";

/** Ours by name, for who measures some of them. */
export const ourNames = {
  seen: "ours, RS256 token seen before",
  fresh: "ours, RS256 token fresh",
  curve: "ours, ES256 token fresh",
  key: "ours, API key",
} as const;

/** What is measured cold, and what warm; the first one of either is the empty handler. */
export interface Contestants {
  readonly cold: readonly ProcessContestant[];
  readonly warm: readonly ProcessContestant[];
  /** Ends what the functions call, and removes their folders. */
  close(): Promise<void>;
}

/** An allow of API Gateway's REST APIs, or the simple one of its HTTP APIs. */
const allowed = /"Effect"\s*:\s*"Allow"|"isAuthorized"\s*:\s*true/;

/** Builds all functions. */
export async function contestants(otherProgram?: string): Promise<Contestants> {
  const folder = mkdtempSync(path.join(tmpdir(), "ogc-api-processes-"));
  const removeFolder = undoneAtExit(() => rmSync(folder, { recursive: true, force: true }));
  const client = path.join(folder, "client");
  mkdirSync(client);
  await bundleProgram("runtime-client.ts", client);
  const inFolder: FunctionsFolder = {
    folder,
    command: nodeCommand(path.join(client, "index.cjs"), usualMegabytes),
  };

  const [rsa, curve] = [newIssuer("RS256"), newIssuer("ES256")];
  const fresh = freshEvents(() => tokenEvent(rsa.token()));
  const ours = await ourFunctions(inFolder, rsa, curve);
  const other = otherProgram === undefined ? undefined : await otherRuntime(inFolder, otherProgram, rsa);

  const contestant = (
    name: string,
    configuration: FunctionConfiguration,
    event: (call: number) => string,
    answers = allowed,
  ): ProcessContestant => ({ name, configuration, event, answers });

  const nothing = emptyFunction(inFolder);
  const empty = contestant(emptyName, nothing, always(tokenEvent(rsa.token())), /^\{\}$/);
  const key = contestant(ourNames.key, ours.key, always(keyEvent(ours.apiKey)));
  const verifies = contestant(
    "aws-jwt-verify by hand, no policy",
    await handWritten(inFolder, "verify-token", rsa),
    fresh,
  );
  const asks = contestant(
    "aws-jwt-verify and opa-wasm by hand",
    await handWritten(inFolder, "verify-and-ask", rsa, ours.rsa.taskRoot),
    fresh,
  );
  const others = other === undefined ? [] : [contestant(other.name, other, other.eventsOf(fresh))];
  const curveEvents = freshEvents(() => tokenEvent(curve.token()));
  const again = { ...empty, name: `${emptyName} again (A/A)` };
  const seen = contestant(ourNames.seen, ours.rsa, always(tokenEvent(rsa.token())));
  const either = [
    contestant(ourNames.fresh, ours.rsa, fresh),
    contestant(ourNames.curve, ours.curve, curveEvents),
    key,
    verifies,
    asks,
    ...others,
  ];
  return {
    cold: [empty, again, ...either],
    // A process that has just started has seen no token.
    warm: [empty, again, seen, ...either],
    async close() {
      await Promise.all([ours.close(), other?.close()]);
      removeFolder();
    },
  };
}

const always = (event: object) => {
  const text = JSON.stringify(event);
  return () => text;
};

/** Another event for each call; several functions may be given the same, since each has a memory of its own. */
function freshEvents(make: () => object): (call: number) => string {
  const made: string[] = [];
  return (call) => {
    made[call] ??= JSON.stringify(make());
    return made[call];
  };
}

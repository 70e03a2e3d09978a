/** The authorizer's invocations by themselves, under the Runtime API, beside one that allows everything. */
import { type LambdaFunction, lambdaFunction } from "#local/lambda/lambda-function";
import { nodeRuntime } from "#local/local-functions";
import { requestEvent } from "#test/core/gateway/event";
import type { Contestant } from "../paired.ts";
import { deployedFunction } from "../subject/deployed-function.ts";
import type { Asked } from "./gates.ts";
import { nothingButAllow } from "./nothing-but-allow.ts";
import type { ourSettings } from "./our-settings.ts";
import type { BenchmarkProvider } from "./provider.ts";

/**
 * Starts them. Of ours, each is invoked with a token that it has seen, and with others that it has not.
 * @param calls how often at most each is invoked
 * @returns contestants `empty`, `embedded`, `embedded, fresh`, `remote` and `remote, fresh`
 */
export async function startInvocations(
  settings: ReturnType<typeof ourSettings>,
  { tokens }: BenchmarkProvider,
  calls: number,
): Promise<Asked> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  const start = (folder: string, environment: Readonly<Record<string, string>>): LambdaFunction => {
    const started = functionIn(folder, environment);
    closers.push(() => started.close());
    return started;
  };
  try {
    const events = Array.from({ length: calls }, () => listEvent(tokens.token()));
    const [seen] = events;
    const empty = await nothingButAllow();
    closers.push(empty.remove);
    const contestants = [invoking("empty", start(empty.folder, {}), () => seen)];
    for (const engine of ["embedded", "remote"] as const) {
      const deployed = await deployedFunction(settings[engine]);
      closers.push(deployed.remove);
      const ours = start(deployed.folder, deployed.environment);
      contestants.push(invoking(engine, ours, () => seen));
      contestants.push(invoking(`${engine}, fresh`, ours, (call) => events[call]));
    }
    return { contestants, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const listEvent = (token: string) =>
  requestEvent("GET", "/geoapi/collections", {
    Accept: "application/json",
    Authorization: `Bearer ${token}`,
  });

function functionIn(taskRoot: string, environment: Readonly<Record<string, string>>): LambdaFunction {
  return lambdaFunction({
    name: "authorizer",
    arn: "arn:aws:lambda:eu-central-1:123456789012:function:authorizer",
    handler: "index.handler",
    taskRoot,
    command: nodeRuntime,
    environment,
    timeoutMilliseconds: 10_000,
    memoryMegabytes: 512,
    onLog: () => {},
  });
}

function invoking(name: string, invoked: LambdaFunction, event: (call: number) => unknown): Contestant {
  return {
    name,
    async run(call) {
      const result = await invoked.invoke(event(call));
      if (result.kind !== "answer" || !result.payload.includes('"Allow"'))
        throw new Error(`${name} does not allow: ${JSON.stringify(result)}`);
    },
  };
}

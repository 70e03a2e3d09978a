/** Starts AWS's Runtime Interface Emulator with the authorizer on AWS's runtime client; takes one call at a time. */
import { freePort } from "#local/loopback/free-port";
import { type AuthorizerAsset, installed, runtimeClient } from "../lambda-ric/authorizer-asset.ts";
import { startProcess } from "../process/start-process.ts";

export interface Emulator {
  /** The function's answer or, as the emulator has it, the error that it threw. */
  invoke(event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts it on free ports of 127.0.0.1: its own default would be every address of the machine. */
export async function startEmulator(
  { arn, handler, taskRoot }: AuthorizerAsset,
  environment: Readonly<Record<string, string>>,
): Promise<Emulator> {
  const address = `127.0.0.1:${await freePort()}`;
  const emulator = await startProcess({
    command: installed("aws-lambda-rie"),
    commandArguments: [
      ...["--runtime-interface-emulator-address", address],
      ...["--runtime-api-address", `127.0.0.1:${await freePort()}`],
      ...["--log-level", "error"],
      ...runtimeClient(),
      handler,
    ],
    environment: {
      ...environment,
      AWS_LAMBDA_FUNCTION_HANDLER: handler,
      AWS_LAMBDA_FUNCTION_NAME: arn.split(":")[6] ?? "",
      AWS_LAMBDA_FUNCTION_TIMEOUT: "10",
      AWS_REGION: "us-east-1",
      LAMBDA_TASK_ROOT: taskRoot,
    },
    readyAddress: `http://${address}/`,
    readyStatus: 404,
    readyWithinMilliseconds: 20_000,
  });
  return {
    async invoke(event) {
      const answer = await fetch(`http://${address}/2015-03-31/functions/function/invocations`, {
        method: "POST",
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`status ${answer.status}: ${text}\n${emulator.output()}`);
      return JSON.parse(text);
    },
    close: emulator.close,
  };
}

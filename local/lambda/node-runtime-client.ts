/** Runs a Node.js function: the program of its process, which gets events from the Runtime API and calls the handler. */
import { type ErrorReport, errorReport, RuntimeFailure } from "./node-runtime/error-report.ts";
import { type Handler, loadHandler } from "./node-runtime/handler-module.ts";
import { invocationContext } from "./node-runtime/invocation-context.ts";
import { connectRuntimeApi, type ReceivedInvocation } from "./node-runtime/runtime-api-connection.ts";

const api = connectRuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API ?? "");

/** Where an error of the code that now runs is reported to; nowhere between two invocations. */
let reportPath: string | undefined = "/init/error";

/** Exit codes as AWS's runtime has them. */
const uncaughtExceptionCode = 129;
const unhandledRejectionCode = 128;

process.on("uncaughtException", (error) => end("Uncaught Exception", error, uncaughtExceptionCode));
process.on("unhandledRejection", (reason) => {
  const message = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  const failure = new RuntimeFailure("UnhandledPromiseRejection", message);
  end("Unhandled Promise Rejection", failure, unhandledRejectionCode);
});

let ending = false;

async function end(title: string, error: unknown, code: number): Promise<void> {
  const report = errorReport(error);
  log(title, report);
  if (ending) return;
  ending = true;
  const path = reportPath;
  if (path !== undefined) await api.postError(path, report).catch(() => undefined);
  process.exit(code);
}

function log(title: string, report: ErrorReport): void {
  process.stderr.write(`${title} ${JSON.stringify(report)}\n`);
}

async function invoke(handler: Handler, invocation: ReceivedInvocation): Promise<void> {
  process.env._X_AMZN_TRACE_ID = invocation.headers["lambda-runtime-trace-id"] ?? "";
  const path = `/invocation/${invocation.requestId}`;
  reportPath = `${path}/error`;
  const outcome = await outcomeOf(handler, invocation);
  reportPath = undefined;
  if ("answer" in outcome) return api.post(`${path}/response`, outcome.answer);
  log("Invoke Error", outcome);
  await api.postError(`${path}/error`, outcome);
}

async function outcomeOf(
  handler: Handler,
  invocation: ReceivedInvocation,
): Promise<{ readonly answer: string } | ErrorReport> {
  try {
    const answer = await handler(JSON.parse(invocation.payload), invocationContext(invocation));
    return { answer: jsonText(answer) };
  } catch (error) {
    return errorReport(error);
  }
}

function jsonText(answer: unknown): string {
  try {
    return JSON.stringify(answer) ?? "null";
  } catch (error) {
    throw new RuntimeFailure(
      "JSONStringifyError",
      `The answer is not JSON: ${errorReport(error).errorMessage}`,
    );
  }
}

async function start(): Promise<Handler> {
  try {
    return await loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), process.env._HANDLER ?? "");
  } catch (error) {
    await end("Init Error", error, 1);
    throw error;
  }
}

const handler = await start();
reportPath = undefined;
for (;;) await invoke(handler, await api.next());

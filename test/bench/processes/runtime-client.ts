/** The program of a measured Node.js function: asks for events by `node:http`, as AWS's own runtime has it loaded. */
import { createRequire } from "node:module";
import path from "node:path";
import { errorReport } from "#local/lambda/node-runtime/error-report";
import { invocationContext } from "#local/lambda/node-runtime/invocation-context";
import { connectRuntimeApi } from "#local/lambda/node-runtime/runtime-api-connection";

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/**
 * Serves until the process is killed. The handler is loaded by `require`, as AWS's runtime does it with CommonJS:
 * `import()` would read its exports once more.
 */
async function serve(): Promise<never> {
  const api = connectRuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API ?? "");
  const file = path.join(process.env.LAMBDA_TASK_ROOT ?? "", "index.cjs");
  const { handler } = createRequire(file)(file) as { readonly handler: Handler };
  for (;;) {
    const invocation = await api.next();
    try {
      const answer = await handler(JSON.parse(invocation.payload), invocationContext(invocation));
      await api.post(`/invocation/${invocation.requestId}/response`, JSON.stringify(answer));
    } catch (error) {
      await api.postError(`/invocation/${invocation.requestId}/error`, errorReport(error));
    }
  }
}

serve().catch((error: unknown) => {
  process.stderr.write(`${errorReport(error).stackTrace.join("\n")}\n`);
  process.exit(1);
});

/** The Lambda functions of a stack as processes on this machine, found by their ARN. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TemplateFunction } from "./gateway/template.ts";
import type { FunctionConfiguration, InvocationResult } from "./lambda/invocation.ts";
import { type LambdaFunction, lambdaFunction } from "./lambda/lambda-function.ts";

/** A function that the template does not make, such as an existing backend; run by any runtime client. */
export interface OutsideFunction {
  /** The runtime client's command line, such as `["python", "-m", "awslambdaric", "module.handler"]`. */
  readonly command: readonly string[];
  readonly handler: string;
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  /** How long its Init phase may take; absent: as long as Lambda gives it. */
  readonly initMilliseconds?: number;
}

/** All functions of a running API. */
export interface LocalFunctions {
  /** Invokes a function by its ARN, with or without a qualifier. */
  invoke(arn: string, event: unknown): Promise<InvocationResult>;
  close(): Promise<void>;
}

/** Node under which functions run, and our runtime client for it. */
export const nodeRuntime: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL("./lambda/node-runtime-client.ts", import.meta.url)),
];

/** What whoever asks AWS is given: the local endpoint, and credentials that are none. */
export const awsEnvironment = (endpoint: string, region: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
});

/** Where functions come from, and where their AWS calls and log lines go. */
export interface FunctionSources {
  readonly assembly: string;
  readonly ofTemplate: readonly TemplateFunction[];
  readonly outside: Readonly<Record<string, OutsideFunction>>;
  /** What every function is given beside its own variables. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly onLog: (functionName: string, line: string) => void;
}

/** Prepares the functions; each starts its process when it is first invoked. */
export function localFunctions(sources: FunctionSources): LocalFunctions {
  const { assembly, ofTemplate, outside, onLog } = sources;
  const functions = new Map<string, LambdaFunction>();
  const add = (
    nameInLog: string,
    environment: FunctionConfiguration["environment"],
    configuration: Omit<FunctionConfiguration, "environment" | "onLog">,
  ) => {
    const onLine = (line: string) => onLog(nameInLog, line);
    const complete = {
      ...configuration,
      environment: { ...environment, ...sources.awsEnvironment },
      onLog: onLine,
    };
    functions.set(configuration.arn, lambdaFunction(complete));
  };
  for (const { assetFolder, runtime, environment, ...configuration } of ofTemplate) {
    if (assetFolder === undefined || !runtime.startsWith("nodejs")) {
      throw new Error(
        `the function ${configuration.logicalId} cannot run here: only bundled Node.js functions can`,
      );
    }
    add(configuration.logicalId, environment, {
      ...configuration,
      taskRoot: join(assembly, assetFolder),
      command: nodeRuntime,
    });
  }
  for (const [arn, { environment, ...configuration }] of Object.entries(outside)) {
    const name = arn.split(":")[6] ?? arn;
    add(name, environment, { ...configuration, name, arn, memoryMegabytes: 512 });
  }

  return {
    invoke(arn, event) {
      const unqualified = arn.split(":").slice(0, 7).join(":");
      const found = functions.get(arn) ?? functions.get(unqualified);
      if (found !== undefined) return found.invoke(event);
      const errorMessage = `Function not found: ${arn}`;
      return Promise.resolve({ kind: "error", errorType: "ResourceNotFoundException", errorMessage });
    },
    async close() {
      await Promise.all([...functions.values()].map((each) => each.close()));
    },
  };
}

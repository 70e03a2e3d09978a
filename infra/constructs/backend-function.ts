/** The OGC API Lambda that is protected: an existing one, or the sample of this repository. */
import { type IFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { configuredUrl } from "#core/settings/api";
import type { Settings } from "#core/settings/schema";
import { SynthesisRefusal } from "../synthesis-refusal.ts";
import { leastPrivilegeFunction } from "./least-privilege-function.ts";

/** What the sample is told of the pages that may read its answers; nothing where every page may. */
function crossOriginAccess({ cors }: Settings["api"]): Readonly<Record<string, string>> {
  if (cors.allowOrigins.includes("*")) return {};
  return {
    OGC_API_ALLOW_ORIGINS: cors.allowOrigins.join(" "),
    ...(cors.allowCredentials && { OGC_API_ALLOW_CREDENTIALS: "true" }),
  };
}

/** What the backend is made of. */
export interface BackendFunctionProps {
  readonly settings: Pick<Settings, "api" | "backend" | "logs">;
  /**
   * Folder with the sample's deployment package.
   * @default - the settings name an existing function
   */
  readonly sampleAsset?: string;
}

/**
 * Finds or makes the backend. An existing function is in the stack's own account and region, which CDK cannot see of
 * itself: without `sameEnvironment` it would leave out the permission that lets the API call the function.
 */
export function backendFunction(
  scope: Construct,
  id: string,
  { settings, sampleAsset }: BackendFunctionProps,
): IFunction {
  const { backend } = settings;
  if (backend.kind === "lambda") {
    const { functionArn } = backend;
    return LambdaFunction.fromFunctionAttributes(scope, id, { functionArn, sameEnvironment: true });
  }
  if (sampleAsset === undefined) {
    throw new SynthesisRefusal("backend.kind is sample and no deployment package of the sample was built");
  }
  const url = configuredUrl(settings.api);
  return leastPrivilegeFunction(scope, id, {
    description: "The sample OGC API",
    asset: sampleAsset,
    memoryMegabytes: 512,
    timeoutSeconds: Math.ceil(backend.timeoutMilliseconds / 1000),
    logRetentionDays: settings.logs.retentionDays,
    // The stage's own address would make a cycle: the API needs the function, and its address the API.
    environment: {
      ...(url !== undefined && { OGC_API_PUBLIC_URL: url }),
      ...crossOriginAccess(settings.api),
    },
  });
}

/** fastgeoapi as a Lambda function behind the local gateway: with our authorizer, and with one that allows everything. */
import { Agent } from "node:http";
import { parse, relative } from "node:path";
import type { CloudFormationTemplate } from "#local/gateway/template/cloudformation-template";
import { startBehindGateway } from "#test/interop/fastgeoapi/start-fastgeoapi";
import { nothingStarted } from "#test/interop/fastgeoapi/tutorial/started-together";
import type { Asked } from "./gates.ts";
import { nothingButAllow } from "./nothing-but-allow.ts";
import type { ourSettings } from "./our-settings.ts";
import type { BenchmarkProvider } from "./provider.ts";
import { servedRequest } from "./served-request.ts";

/** Starts all three; contestants are `gateway, empty`, `gateway, embedded` and `gateway, remote`. */
export async function startGateways(
  { embedded, remote }: ReturnType<typeof ourSettings>,
  provider: BenchmarkProvider,
): Promise<Asked> {
  const started = nothingStarted();
  try {
    const empty = await nothingButAllow();
    await started.together([Promise.resolve({ close: empty.remove })]);
    const template = (synthesized: CloudFormationTemplate) => withCode(synthesized, empty.folder);
    const apis = await started.together([
      startBehindGateway({ settings: embedded, template }),
      startBehindGateway({ settings: embedded }),
      startBehindGateway({ settings: remote }),
    ]);
    const token = provider.tokens.token();
    const contestants = ["empty", "embedded", "remote"].map((name, index) => ({
      name: `gateway, ${name}`,
      run: servedRequest(apis[index]?.url ?? "", () => token, new Agent({ keepAlive: true })),
    }));
    return { contestants, close: started.close };
  } catch (error) {
    await started.close();
    throw error;
  }
}

/** Folders of a template's functions are relative to an assembly that nobody here knows: this many steps up is the root. */
const toTheRoot = "../".repeat(64);

/** The template with another code for its functions, of which the authorizer is the only one. */
function withCode(template: CloudFormationTemplate, folder: string): CloudFormationTemplate {
  const path = toTheRoot + relative(parse(folder).root, folder);
  const resources = Object.entries(template.Resources).map(([id, resource]) => {
    if (resource.Type !== "AWS::Lambda::Function") return [id, resource] as const;
    return [id, { ...resource, Metadata: { ...resource.Metadata, "aws:asset:path": path } }] as const;
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}

/** The API's resources with their whole paths and their methods. */
import { resolve, type TemplateScope } from "../template/intrinsics.ts";
import { type ResourceProperties, resourcesOfType } from "../template/resource-properties.ts";
import { invalid } from "../template/template-error.ts";
import type { ApiAuthorizer } from "./authorizer.ts";
import { type ApiMethod, readMethods } from "./method.ts";

/** A resource: a path with or without parameters. */
export interface ApiResource {
  readonly id: string;
  /** `/`, or for instance `/{proxy+}`. */
  readonly path: string;
  /** The path's parts; none for the root. */
  readonly parts: readonly string[];
  /** By method, `ANY` included. */
  readonly methods: ReadonlyMap<string, ApiMethod>;
}

/** A part is a literal, `{name}` for one segment, or `{name+}` for the rest of the path; the letters are AWS's. */
const partSyntax = /^(?:[A-Za-z0-9._,:-]+|\{[A-Za-z0-9._$-]+\+?\})$/;

/** Reads the tree of `AWS::ApiGateway::Resource` below the root of the API (AWS CloudFormation user guide). */
export function readResources(
  scope: TemplateScope,
  apiLogicalId: string,
  authorizers: ReadonlyMap<string, ApiAuthorizer>,
): readonly ApiResource[] {
  const declared = new Map<string, ResourceProperties>();
  for (const [logicalId, properties] of resourcesOfType(scope, "AWS::ApiGateway::Resource")) {
    declared.set(String(resolve(scope, { Ref: logicalId })), properties);
  }
  const rootId = String(resolve(scope, { "Fn::GetAtt": [apiLogicalId, "RootResourceId"] }));
  const methods = readMethods(scope, authorizers);
  const resources: ApiResource[] = [];
  for (const id of [rootId, ...declared.keys()]) {
    const parts = partsOf(id, rootId, declared);
    resources.push({ id, path: `/${parts.join("/")}`, parts, methods: methods.get(id) ?? new Map() });
  }
  const orphan = [...methods.keys()].find((id) => id !== rootId && !declared.has(id));
  if (orphan !== undefined) throw invalid(`A method's ResourceId is no resource of the API: ${orphan}`);
  for (const properties of declared.values()) properties.done("RestApiId");
  return resources;
}

function partsOf(id: string, rootId: string, declared: ReadonlyMap<string, ResourceProperties>): string[] {
  const parts: string[] = [];
  for (let at = id; at !== rootId; ) {
    const properties = declared.get(at);
    if (properties === undefined || parts.length > declared.size) {
      throw invalid(`A resource's ParentId leads nowhere: ${at}`);
    }
    const part = properties.text("PathPart");
    if (!partSyntax.test(part)) throw properties.invalid("PathPart", `is not valid: ${part}`);
    if (part.endsWith("+}") && parts.length > 0) {
      throw properties.invalid("PathPart", "of a greedy parameter must be the last");
    }
    parts.unshift(part);
    at = properties.text("ParentId");
  }
  return parts;
}

/** The public document that says which authorization servers' tokens the API takes (RFC 9728). */
import type { IResource } from "aws-cdk-lib/aws-apigateway";
import { protectedResourceMetadata, protectedResourcePath } from "#core/http/protected-resource";
import type { Settings } from "#core/settings/schema";
import { staticTemplate } from "../static-value.ts";
import { crossOriginHeaders } from "./cross-origin.ts";
import { addPreflight } from "./preflight.ts";
import { addStaticMethod } from "./static-method.ts";

/**
 * Adds the document below the API's root, where the 401's `resource_metadata` points; nothing without tokens.
 * @param apiUrl the API's public address, without a slash at its end; it may be a CDK token
 */
export function addProtectedResourceMetadata(root: IResource, settings: Settings, apiUrl: string): void {
  if (settings.tokens === undefined) return;
  const resource = protectedResourcePath
    .split("/")
    .filter((part) => part !== "")
    .reduce((parent, part) => parent.getResource(part) ?? parent.addResource(part), root);
  const document = {
    status: 200,
    headers: {
      ...crossOriginHeaders(settings.api.cors),
      "Content-Type": "application/json",
      "Cache-Control": "public, max-age=300",
    },
    openBecause: "A client reads this document to learn where it can get a token (RFC 9728 section 3).",
  } as const;
  const template = staticTemplate(protectedResourceMetadata(settings, apiUrl), apiUrl);
  addStaticMethod(resource, { ...document, method: "GET", template });
  addStaticMethod(resource, { ...document, method: "HEAD" });
  addPreflight(resource, settings);
}

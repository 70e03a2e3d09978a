/** Chooses the format of the documents that the policy is asked about, and what goes with it. */
import type { AccessRequest } from "#core/access-request";
import type { ApiLayout } from "#core/api-layout";
import type { OgcResource } from "#core/ogc-resource";
import type { Principal } from "#core/principal";
import type { PolicySettings } from "#core/settings/policy";
import { fastApiOpaInput } from "./fastapi-opa.ts";
import { methodApiJwtInput } from "./method-api-jwt.ts";
import { ogcApiInput, requestInput } from "./ogcapi.ts";

/** What the policy is to be asked about one request, or the reason code why it cannot be asked. */
export type PolicyDocuments =
  | {
      /** Every one of them must be allowed. */
      readonly documents: readonly object[];
    }
  | { readonly refused: string };

/** Resources of a listing. */
export interface Candidates {
  readonly type: "collection" | "process";
  readonly ids: readonly string[];
}

/** One format of input document, and how a policy that reads it is treated. */
export interface PolicyInput {
  documents(request: AccessRequest, resource: OgcResource, principal: Principal): PolicyDocuments;
  /** The document about many resources at once; only in our own format, for policies written against it. */
  readonly candidates?: (request: AccessRequest, principal: Principal, candidates: Candidates) => object;
  /** Whether a request without any credential is asked about, or challenged at once. */
  readonly anonymous: "ask" | "challenge";
  /** What is read of an answer that is an object: the whole decision, or `allow` alone. */
  readonly answer: "decision" | "allow";
}

/** The settings that the choice depends on. */
export type PolicyInputSettings = Pick<PolicySettings, "input" | "headers" | "anonymous" | "basePathInInput">;

/**
 * The format that the settings name. Policies in the foreign formats were written for services that let nobody
 * anonymous come as far as OPA; they may have rules that ask for no claim, so such requests are not asked about.
 * @param layout where the backend serves the API; absent: at its root
 */
export function policyInput(settings: PolicyInputSettings, layout?: ApiLayout): PolicyInput {
  const { input, headers, basePathInInput = true } = settings;
  if (input === "ogcapi") {
    return {
      documents: (request, resource, principal) => ({
        documents: resource.actions.map((action) =>
          ogcApiInput(request, resource, action, principal, headers),
        ),
      }),
      candidates: (request, principal, candidates) => ({
        request: requestInput(request, headers),
        principal,
        candidates,
      }),
      anonymous: settings.anonymous ?? "ask",
      answer: "decision",
    };
  }
  if (input === "fastapi-opa") {
    const leftOut = basePathInInput ? [] : (layout?.basePath ?? []);
    return {
      documents: (request, _resource, principal) =>
        only(fastApiOpaInput(request, principal, leftOut), "path_outside_base_path"),
      anonymous: settings.anonymous ?? "challenge",
      answer: "allow",
    };
  }
  return {
    documents: (request) => only(methodApiJwtInput(request), "anonymous_not_asked"),
    // There is no document about a request without a token.
    anonymous: "challenge",
    answer: "allow",
  };
}

function only(document: object | undefined, refused: string): PolicyDocuments {
  return document === undefined ? { refused } : { documents: [document] };
}

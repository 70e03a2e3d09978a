/** How we stand before the same fastgeoapi: with the embedded policy, and with the policy of fastgeoapi's users on OPA. */
import type { SettingsInput } from "#core/settings/schema";
import { fastgeoapiBackend } from "#test/interop/fastgeoapi/start-fastgeoapi";
import type { OpaServer } from "#test/interop/opa/start-opa";
import type { BenchmarkProvider } from "./provider.ts";

/** The settings by the name of the policy's engine. */
export function ourSettings(
  { tokens, jwksUri }: BenchmarkProvider,
  opa: OpaServer,
): Readonly<Record<"embedded" | "remote", SettingsInput>> {
  const always: SettingsInput = {
    version: 1,
    name: "fastgeoapi",
    backend: fastgeoapiBackend,
    tokens: { issuers: [{ issuer: tokens.issuer, jwksUri, audiences: [tokens.audience] }] },
  };
  return {
    embedded: {
      ...always,
      accessRules: [
        { who: { scope: "wells:read" }, may: ["read"], on: { api: true, collections: ["lakes", "obs"] } },
      ],
    },
    remote: {
      ...always,
      policy: { engine: "remote", url: opa.url, input: "fastapi-opa", decision: "httpapi/authz" },
    },
  };
}

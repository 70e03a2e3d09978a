/** The OPA server of a fastgeoapi `.env` file, as our policy engine. */
import type { SettingsInput } from "#core/settings/schema";
import type { EnvReader } from "../env-file/env-reader.ts";

/** The policy, and whether the address held a path that fastgeoapi adds a second time. */
export interface RemotePolicy {
  readonly policy: NonNullable<SettingsInput["policy"]>;
  readonly doubledPath: boolean;
}

/** What fastgeoapi adds to the address, which its tutorial adds as well. */
const addedPath = "/v1/data/httpapi/authz";

/** Reads `OPA_URL`; `basePathInInput` is for policies that were written without the mount path. */
export function remotePolicy(
  reader: EnvReader,
  prefix: string,
  basePathInInput: boolean,
): RemotePolicy | undefined {
  const variable = `${prefix}OPA_URL`;
  const written = reader
    .needed(variable, "must be the address of the OPA server: OPA_ENABLED is true, and nobody could decide")
    ?.replace(/\/+$/, "");
  if (written === undefined) return undefined;
  const doubledPath = written.endsWith(addedPath);
  const url = doubledPath ? written.slice(0, -addedPath.length).replace(/\/+$/, "") : written;
  if (/\/v[01]\/data(\/|$)/.test(url)) {
    reader.mistake(
      variable,
      `must be OPA's address alone: ${addedPath} is added to it, so take out /v1/data and what follows`,
    );
    return undefined;
  }
  return {
    doubledPath,
    policy: { engine: "remote", url, input: "fastapi-opa", decision: "httpapi/authz", basePathInInput },
  };
}

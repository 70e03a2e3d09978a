/** What is read of a fastgeoapi `.env` file, and what the command line says beside it. */
import type { IssuerInput } from "#core/settings/tokens/issuer";
import type { ImportedKeys } from "./imported-keys.ts";
import type { RemotePolicy } from "./remote-policy.ts";
import type { EnvState } from "./setting-names.ts";
import type { IssuerOptions } from "./token-issuers.ts";

/** What the command line says beside the file. */
export interface FastgeoapiOptions extends IssuerOptions {
  readonly envState?: EnvState;
  readonly functionArn?: string;
  readonly basePathInInput: boolean;
  readonly replaceUnusableKeys?: boolean;
}

/** What was read. */
export interface FastgeoapiReading {
  readonly prefix: string;
  readonly basePath: string | undefined;
  readonly keys: ImportedKeys | undefined;
  readonly jwks: IssuerInput | undefined;
  readonly oidc: IssuerInput | undefined;
  readonly remote: RemotePolicy | undefined;
}

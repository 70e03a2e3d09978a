/** Who asks, as the credential showed it. */
import { frozenJson } from "./frozen-json.ts";

/** What kind of credential the principal was recognised by; `anonymous` by none. */
export type PrincipalKind = "anonymous" | "api-key" | "token";

/** Who asks: what the policy sees, and what the backend is told. Never holds the credential itself. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** `anonymous`, the name of the API key (which a rotation keeps), or the subject of the token (unique only together with `issuer`). */
  readonly id: string;
  /** The id of the managed API key that was shown, or the name of the static one; only of API keys. */
  readonly keyId?: string;
  /** The issuer of the token; empty for other kinds. */
  readonly issuer: string;
  /** The scheme that recognised the principal; empty for `anonymous`. */
  readonly scheme: "" | "apiKey" | "bearer";
  readonly scopes: readonly string[];
  /** The verified claims of the token; empty for other kinds. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A caller without any credential; frozen, because all requests without one get the same. */
export const anonymous: Principal = frozenJson({
  kind: "anonymous",
  id: "anonymous",
  issuer: "",
  scheme: "",
  scopes: [],
  claims: {},
});

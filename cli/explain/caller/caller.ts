/** From what `--as` says to a caller: the header that the credential comes in, and who is to know it. */
import { randomBytes } from "node:crypto";
import { CommandRefusal } from "#cli/terminal";
import type { ApiKeyStore } from "#core/authenticate/api-key/api-key-store";
import { issuerByPrefix } from "#core/authenticate/token/opaque-token";
import { unverifiedToken } from "#core/authenticate/token/unverified-token";
import type { Settings } from "#core/settings/schema";
import type { TokenSettings } from "#core/settings/tokens";
import type { CredentialPorts } from "../../../functions/authorizer/wiring.ts";
import type { NamedCaller } from "./named-caller.ts";
import { answeredClaims, unreadSecrets } from "./opaque-caller.ts";
import { signedClaims } from "./signed-claims.ts";

/** Who asks, as a request shows it. */
export interface Caller {
  readonly headers: Readonly<Record<string, string>>;
  readonly ports: CredentialPorts;
  /** The text that must not be shown; empty where there is none. */
  readonly credential: string;
  /** What the operator should know about how far this caller is like a real one. */
  readonly remarks: readonly string[];
}

/** What is said of an API key beside its name; the settings do not have it. */
export interface KeyRemainder {
  readonly scope: readonly string[];
  /** Absent: the name, as with static keys. */
  readonly keyId?: string;
}

/** @throws CommandRefusal for a caller whom these settings can never recognise as what was named */
export async function callerOf(named: NamedCaller, settings: Settings, key: KeyRemainder): Promise<Caller> {
  if (named.kind !== "api-key" && key.scope.length > 0) {
    throw new CommandRefusal("--scope gives the scopes of an API key; those of a token are in its claims");
  }
  if (named.kind !== "api-key" && key.keyId !== undefined) {
    throw new CommandRefusal("--key-id gives the id of an API key, and --as must then be its name");
  }
  switch (named.kind) {
    case "anonymous":
      return { headers: {}, ports: {}, credential: "", remarks: [] };
    case "token":
      return tokenHolder(named.token, settings.tokens);
    case "claims":
      return holderOf(named.claims, settings.tokens);
    case "api-key":
      return issuerByPrefix(named.id, settings.tokens?.opaque ?? []) === undefined
        ? keyHolder(named, key, settings)
        : tokenHolder(named.id, settings.tokens);
  }
}

const noTokens = "the settings configure no `tokens`: the authorizer does not look at this credential";
const noKeys = "the settings configure no `apiKeys`: the authorizer does not look at this credential";

const namedId =
  "`principal.keyId` is the name here; of a managed key it is the id, which `keys list` shows: give it by --key-id";

function bearer(token: string, ports: CredentialPorts, remarks: readonly string[]): Caller {
  return { headers: { authorization: `Bearer ${token}` }, ports, credential: token, remarks };
}

/** A token as it is; what only a secret would let its issuer say is told to be unknown. */
function tokenHolder(token: string, tokens: TokenSettings | undefined): Caller {
  const remarks = tokens === undefined ? [noTokens] : issuerRemarks(token, tokens);
  return bearer(token, { secrets: unreadSecrets }, remarks);
}

/** A key that is made for this one question, under the given name. */
function keyHolder(
  { id: name, isFile }: Extract<NamedCaller, { kind: "api-key" }>,
  { scope: scopes, keyId = name }: KeyRemainder,
  { apiKeys }: Settings,
): Caller {
  const key = randomBytes(24).toString("base64url");
  const keys: ApiKeyStore = {
    find: async (shown) => (shown === key ? { id: keyId, name, scopes } : { rejected: "api_key_unknown" }),
  };
  const unread =
    "no API key is looked up: one of this name is taken to be there" +
    (scopes.length === 0 ? ", without scopes unless you give them by --scope" : "");
  const header = apiKeys?.header ?? "X-API-Key";
  return {
    headers: { [header]: key },
    ports: { keys },
    credential: key,
    remarks: [
      ...(isFile ? ["there is a file of this name as well: @ before it would mean the token in it"] : []),
      apiKeys === undefined ? noKeys : unread,
      ...(apiKeys?.managed !== undefined && keyId === name ? [namedId] : []),
    ],
  };
}

/** A token with these claims, which stands every check that the claims stand. */
async function holderOf(
  claims: Readonly<Record<string, unknown>>,
  tokens: TokenSettings | undefined,
): Promise<Caller> {
  if (tokens === undefined) {
    return { headers: {}, ports: {}, credential: "", remarks: [noTokens] };
  }
  const issuer = tokens.issuers.find((each) => each.issuer === claims.iss);
  const opaque = tokens.opaque.find((each) => each.issuer === claims.iss);
  if (issuer === undefined && opaque !== undefined) {
    const { token, verifier, remark } = answeredClaims(claims, opaque, tokens.clockSkewSeconds);
    return bearer(token, { opaques: verifier }, [remark]);
  }
  const { token, verifier } = await signedClaims(claims, tokens);
  const unasked =
    "its issuer, which says whether a token was revoked, is not asked about one that is made here";
  const added = "the claims have no `exp`, without which a token is refused: one in an hour is added";
  return bearer(token, { jwts: verifier }, [
    ...issuerRemarks(token, tokens),
    ...(claims.exp === undefined ? [added] : []),
    ...(issuer?.introspection === undefined ? [] : [unasked]),
  ]);
}

/** Which issuers there are, where the token is of none of them; whose it is, the token alone says. */
function issuerRemarks(token: string, { issuers, opaque }: TokenSettings): readonly string[] {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
  const read = unverifiedToken(token, known);
  if (!("rejected" in read) || read.rejected !== "token_issuer_unknown") return [];
  const all = new Set([...issuers, ...opaque].map(({ issuer }) => issuer));
  return [`\`iss\` must be an issuer of the settings, to the letter: ${[...all].join(", ")}`];
}

/** What a story about a protected API needs to know of the one that it is told to. */
import type { TokenOptions } from "#local/token-issuer/token-issuer";
import { ask, type ExactAnswer, type ExactRequest } from "#test/http/exact-request";

/** A running API, on the local gateway or deployed to an emulator, with the access rules of settings/local.json. */
export interface StoryApi {
  /** Where requests are sent, with the stage and without a slash at its end. */
  readonly url: string;
  /** The custom domain by which requests come, where there is one: their `Host`. */
  readonly host?: string;
  /** The address that the API gives as its own. */
  readonly publicUrl: string;
  /** The `iss` of the tokens. */
  readonly issuer: string;
  /** A key that it knows under the name `local`. */
  readonly apiKey: string;
  token(claims: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  /** The reason that the authorizer has logged for the request that was just answered. */
  reasonOf(answer: ExactAnswer): Promise<string>;
}

/** Tells a story; throws where the API does not play its part. */
export type Story = (api: StoryApi) => Promise<void>;

/** Stories by the sentence that each shows. */
export type Stories = Readonly<Record<string, Story>>;

/** The protected collection's items. */
export const wells = "/collections/wells/items";

/** Sends one request to the API. */
export function get(api: StoryApi, path: string, request: ExactRequest = {}): Promise<ExactAnswer> {
  const host = api.host === undefined ? {} : { host: api.host };
  return ask(api.url, path, { ...request, headers: { ...host, ...request.headers } });
}

/** The headers of somebody with an API key. */
export function withKey(api: StoryApi, key = api.apiKey) {
  return { "x-api-key": key };
}

/** The headers of somebody with an access token. */
export async function withToken(
  api: StoryApi,
  claims: Readonly<Record<string, unknown>>,
  options?: TokenOptions,
) {
  return { authorization: `Bearer ${await api.token(claims, options)}` };
}

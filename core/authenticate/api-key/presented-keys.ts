/** Collects the API keys that a request presents, wherever the settings allow one: nothing is trimmed or folded. */
import type { AccessRequest } from "#core/access-request";
import type { ApiKeySettings } from "#core/settings/credentials";
import { basicCredentials, isBasic } from "./basic-credentials.ts";
import { parameterValues } from "./key-parameter.ts";

/** Longest key that is looked at, in characters. */
const longestKey = 512;

/** The settings that say where clients put keys. */
export type KeyPlaces = Pick<ApiKeySettings, "header" | "basic" | "queryParameter">;

/** Why nothing is looked up, as a reason code for the log. */
export interface RejectedPlace {
  readonly rejected:
    | "api_key_doubled"
    | "api_key_empty"
    | "api_key_too_long"
    | "authorization_doubled"
    | "basic_malformed";
}

/** What a request presents. */
export interface PresentedKeys {
  /** The one text that must be a key: what header, query parameter and a Basic credential with one text agree on. */
  readonly key?: string;
  /** Basic credentials with two different texts, of which one is the key. */
  readonly pair?: { readonly userName: string; readonly password: string };
}

/** The keys in all places, `{}` for none; two places may hold the same key and never two. */
export function presentedKeys(request: AccessRequest, places: KeyPlaces): PresentedKeys | RejectedPlace {
  const parameter =
    places.queryParameter === undefined ? [] : parameterValues(request.query, places.queryParameter);
  const single = [onlyKey(request.headers.get(places.header.toLowerCase())), onlyKey(parameter)];
  const basic = places.basic ? presentedByBasic(request.headers.get("authorization")) : {};
  let key: string | undefined;
  for (const place of [...single, basic]) {
    if ("rejected" in place) return place;
    if (place.key === undefined) continue;
    if (key !== undefined && key !== place.key) return doubled;
    key = place.key;
  }
  const pair = "rejected" in basic ? undefined : basic.pair;
  if (pair !== undefined && key !== undefined && key !== pair.userName && key !== pair.password) {
    return doubled;
  }
  if (pair === undefined) return key === undefined ? {} : { key };
  return key === undefined ? { pair } : { key, pair };
}

const doubled: RejectedPlace = { rejected: "api_key_doubled" };

/** The key of a place that holds at most one; the same text twice is one. */
function onlyKey(values: readonly string[] | undefined): PresentedKeys | RejectedPlace {
  const key = values?.[0];
  if (values === undefined || key === undefined) return {};
  if (values.some((each) => each !== key)) return doubled;
  return unlikeAKey(key) ?? { key };
}

/** Another scheme is none of ours: without tokens nobody reads it, as it is where keys come by a header alone. */
function presentedByBasic(values: readonly string[] | undefined): PresentedKeys | RejectedPlace {
  if (values === undefined) return {};
  const [value = "", ...others] = values;
  if (others.length > 0) return { rejected: "authorization_doubled" };
  if (!isBasic(value)) return {};
  const credentials = basicCredentials(value);
  if ("rejected" in credentials) return credentials;
  const { userName, password } = credentials;
  if (userName === "" || password === "" || userName === password) return onlyKey([userName || password]);
  return unlikeAKey(userName) ?? unlikeAKey(password) ?? { pair: { userName, password } };
}

function unlikeAKey(text: string): RejectedPlace | undefined {
  if (text === "") return { rejected: "api_key_empty" };
  return text.length > longestKey ? { rejected: "api_key_too_long" } : undefined;
}

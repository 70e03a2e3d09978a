/** Reads which collections and processes a live OGC API has, within bounds of time and size, and nowhere else. */
import { httpExchange } from "#adapters/http/exchange";
import { CommandRefusal } from "#cli/terminal";
import { isJsonObject } from "#core/json-object";
import { isSafeAddress } from "#core/settings/setting";

/** Ids, each once. */
export interface ApiIds {
  readonly collections: readonly string[];
  readonly processes: readonly string[];
}

/** For all pages of both listings together. */
const bounds = { milliseconds: 30_000, bytesOfPage: 16_777_216, pages: 200 };

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads `/collections` and `/processes` (OGC 19-072 section 8.2, OGC 18-062r2 section 7.9), page by page, as far as
 * the next page is at the same origin; no redirect is followed.
 * @param address of the landing page
 * @param headers credentials and what else the API wants
 * @throws CommandRefusal that says what the API answered
 */
export async function idsOfLiveApi(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<ApiIds> {
  const base = landingPage(address);
  if (Object.keys(headers).length > 0 && !isSafeAddress(address)) {
    throw new CommandRefusal("--api-header is sent over https, or to this machine, only");
  }
  const end = performance.now() + bounds.milliseconds;
  const read = async (list: "collections" | "processes") => {
    const ids: string[] = [];
    let url: URL | undefined = new URL(`${base}/${list}`);
    const { origin } = url;
    for (let page = 0; url !== undefined; page++) {
      if (page === bounds.pages)
        throw new CommandRefusal(`--api: /${list} has more than ${bounds.pages} pages`);
      const json = await pageOf(url, headers, end - performance.now());
      if (json === undefined && page === 0) return undefined;
      ids.push(...idsOf(json?.[list], list));
      url = nextOf(json?.links, url, origin);
    }
    return [...new Set(ids)];
  };
  const [collections, processes] = [await read("collections"), await read("processes")];
  if (collections === undefined && processes === undefined) {
    throw new CommandRefusal(
      `--api: ${address} has neither /collections nor /processes: is it an OGC API's landing page?`,
    );
  }
  return { collections: collections ?? [], processes: processes ?? [] };
}

/** The address without a slash at its end; a password or a key in it would be shown as the source of the list. */
function landingPage(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== "") {
    throw new CommandRefusal("--api must be a landing page's address without user name, query and fragment");
  }
  return url.href.replace(/\/+$/, "");
}

/** @returns `undefined` where there is no such listing */
async function pageOf(
  url: URL,
  headers: Readonly<Record<string, string>>,
  milliseconds: number,
): Promise<Json | undefined> {
  const answer = await httpExchange({
    url,
    method: "GET",
    headers: { accept: "application/json", ...headers },
    timeoutMilliseconds: milliseconds,
    maximumBytes: bounds.bytesOfPage,
  });
  const where = `--api: ${url.origin}${url.pathname}`;
  if (answer.kind !== "answered") throw new CommandRefusal(`${where} cannot be read: ${answer.reason}`);
  if (answer.status === 404) return undefined;
  if (answer.status === 401 || answer.status === 403) {
    throw new CommandRefusal(`${where} answered with ${answer.status}: give a credential by --api-header`);
  }
  if (answer.status >= 300 && answer.status < 400) {
    throw new CommandRefusal(`${where} redirects (${answer.status}): name the address that it leads to`);
  }
  if (answer.status !== 200) throw new CommandRefusal(`${where} answered with status ${answer.status}`);
  try {
    const json: unknown = JSON.parse(answer.body.toString("utf8"));
    if (isJsonObject(json)) return json;
  } catch {
    // Told below.
  }
  throw new CommandRefusal(`${where} did not answer with a JSON object`);
}

function idsOf(list: unknown, name: string): string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  if (!Array.isArray(list)) throw new CommandRefusal(`--api: the answer to /${name} has no list \`${name}\``);
  return items.flatMap((item) => {
    const id = typeof item === "object" && item !== null && "id" in item ? item.id : undefined;
    return typeof id === "string" ? [id] : [];
  });
}

function nextOf(links: unknown, from: URL, origin: string): URL | undefined {
  const list: readonly unknown[] = Array.isArray(links) ? links : [];
  for (const link of list) {
    if (typeof link !== "object" || link === null) continue;
    const { rel, href } = link as { readonly rel?: unknown; readonly href?: unknown };
    if (rel !== "next" || typeof href !== "string" || !URL.canParse(href, from.href)) continue;
    const next = new URL(href, from);
    if (next.origin !== origin)
      throw new CommandRefusal("--api: the next page is at another origin, which is not asked");
    return next.href === from.href ? undefined : next;
  }
  return undefined;
}

/** Whether a backend's links lead its clients through the gateway or around it. */

/**
 * Tells which links of a landing page (OGC API – Common, clause "API landing page") lead to the backend itself, past
 * every rule, or out of the gateway's stage. Links to other hosts, such as a licence's, are nobody's business.
 * @param landingPage the JSON of the backend's `/`
 * @param apiUrl the public address of the API, with its stage
 * @param backendUrl the backend's own address
 * @returns a sentence for each, which says what to change; none when all is well
 */
export function landingPageWarnings(landingPage: unknown, apiUrl: string, backendUrl: string): string[] {
  const links = linksOf(landingPage);
  if (links === undefined) {
    return [`${backendUrl}/ is no landing page of an OGC API: it is not a JSON object with "links"`];
  }
  const [api, backend] = [new URL(apiUrl), new URL(backendUrl)];
  const warnings = links.flatMap(({ rel, href }) => {
    if (!URL.canParse(href, `${apiUrl}/`)) return [];
    const target = new URL(href, `${apiUrl}/`);
    if (isWithin(target, api)) return [];
    if (isSameHost(target, backend) || isOtherLoopback(target, api)) {
      return [`the link "${rel}" leads around the gateway, to ${target.href}: ${remedy(apiUrl)}`];
    }
    if (!isSameHost(target, api)) return [];
    return [`the link "${rel}" leads out of the API, to ${target.href}: ${remedy(apiUrl)}`];
  });
  return [...new Set(warnings)];
}

function remedy(apiUrl: string): string {
  return `set the backend's public address to ${apiUrl} (pygeoapi: server.url)`;
}

interface Link {
  readonly rel: string;
  readonly href: string;
}

function linksOf(landingPage: unknown): Link[] | undefined {
  if (typeof landingPage !== "object" || landingPage === null || !("links" in landingPage)) return undefined;
  if (!Array.isArray(landingPage.links)) return undefined;
  return landingPage.links.flatMap((link: unknown) => {
    if (typeof link !== "object" || link === null || !("href" in link)) return [];
    const rel = "rel" in link ? String(link.rel) : "";
    return typeof link.href === "string" ? [{ rel, href: link.href }] : [];
  });
}

function isWithin(target: URL, api: URL): boolean {
  const root = api.pathname.replace(/\/$/, "");
  return isSameHost(target, api) && (target.pathname === root || target.pathname.startsWith(`${root}/`));
}

/** Another port of this machine: a container's published port, say, which is the backend by another way. */
function isOtherLoopback(target: URL, api: URL): boolean {
  return loopback.has(target.hostname) && !isSameHost(target, api);
}

/** A machine has several names for itself, and a backend may know itself by another one than we do. */
const loopback = new Set(["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]"]);

function isSameHost(left: URL, right: URL): boolean {
  const bothLoopback = loopback.has(left.hostname) && loopback.has(right.hostname);
  return (bothLoopback || left.hostname === right.hostname) && portOf(left) === portOf(right);
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

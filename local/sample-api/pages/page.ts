/** The frame of every page. */
import type { Answer } from "../answer.ts";
import type { SampleRequest } from "../request.ts";
import { type Html, html } from "./html.ts";

/**
 * A page with its content: it tells who the gateway says is asking, and is not stored for that reason. It loads
 * nothing but the style sheet, and runs nothing.
 */
export function page(request: SampleRequest, title: string, content: Html): Answer {
  const root = pathOf(request.address);
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${root}/static/style.css">
</head>
<body>
<header>
<nav>
<a href="${root}/?f=html">Sample OGC API</a>
<a href="${root}/collections?f=html">Collections</a>
<a href="${root}/processes?f=html">Processes</a>
<a href="${root}/jobs?f=html">Jobs</a>
<a href="${root}/api?f=html">API definition</a>
</nav>
<p class="asker">${asker(request.principal)}</p>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return {
    status: 200,
    mediaType: "text/html; charset=utf-8",
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
      Vary: "Accept",
    },
    body: markup,
  };
}

/** The address as a page links to it: within the origin that the page came from. */
export function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname.replace(/\/$/, "") : address;
}

function asker(principal: string): Html {
  return principal === ""
    ? html`The gateway does not say who is asking.`
    : html`The gateway says that <strong>${principal}</strong> is asking.`;
}

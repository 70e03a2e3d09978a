import { ask } from "#test/http/exact-request";
import { startProtected } from "./start-protected.ts";

const api = await startProtected({
  accessRules: [
    { who: "anyone", may: ["read"], on: { api: true, assets: true, collections: ["*"], processes: ["*"] } },
    {
      who: { scope: "all" },
      may: ["read", "create", "update", "delete", "execute"],
      on: { api: true, assets: true, collections: ["*"], processes: ["*"], jobs: "all" } as any,
    },
  ],
});
const token = await api.withScope("all");
const base = [
  "/admin/config/reload",
  "/admin",
  "/docs",
  "/redoc",
  "/openapi.json",
  "/docs/oauth2-redirect",
  "/mcp",
  "/mcp/",
  "/.well-known/mcp-server-card",
  "/editor",
  "/editor/config",
  "/_html/x.js",
  "/_html/../admin/config/reload",
];
const spell = (p: string) => [
  p,
  p + "/",
  "/" + p,
  p.replace("/", "//"),
  p.slice(0, -1) + "%" + p.charCodeAt(p.length - 1).toString(16),
  "/%" + p.charCodeAt(1).toString(16) + p.slice(2),
  p + ";x=1",
  p + ";",
  p + "?x=1",
  p + "?",
  p + "%3F",
  p + "%00",
  p + "%20",
  p + "%0a",
  p + "#x",
  p + "/.",
  p + "/..",
  p + "/x/..",
  p.toUpperCase(),
  "/geoapi" + p,
  "/geoapi/.." + p,
  "/geoapi/%2e%2e" + p,
  "/geoapi//.." + p,
  "/geoapi/static/.." + p,
  "/geoapi/static/..%2f.." + p,
  "/geoapi/_html/..%2f.." + p,
  "/static" + p,
  "/geoapi" + p + "/",
  "/geoapi;x" + p,
  "/geoapi/geoapi" + p,
  "/geoapi/collections" + p,
  "/geoapi/collections/x/../.." + p,
  "/collections" + p,
  p.replaceAll("/", "%2f").replace("%2f", "/"),
  p.replaceAll("/", "%5c").replace("%5c", "/"),
  p.replaceAll("/", "\\").replace("\\", "/"),
  "/./" + p.slice(1),
  "/v1" + p,
  "/%76%31" + p,
  "http://x" + p,
];
const seen = new Map<string, string[]>();
for (const b of base)
  for (const p of spell(b))
    for (const method of [
      "GET",
      "HEAD",
      "POST",
      "OPTIONS",
      "PUT",
      "PATCH",
      "DELETE",
      "TRACE",
      "PROPFIND",
      "get",
    ])
      for (const [who, headers] of [
        ["nobody", {}],
        ["token", token],
      ] as const) {
        let status: string;
        try {
          const a = await ask(api.url, p, { method, headers });
          status =
            a.status +
            (a.headers["x-powered-by"] ? " P" : "") +
            (/"detail":"Not Found"|swagger|instance|ReDoc|"openapi"/.exec(a.text)?.[0] ?? "");
        } catch (e) {
          status = "E " + (e as Error).message.slice(0, 60);
        }
        if (status === "401" || status === "403") continue;
        const k = who + " " + status;
        seen.set(k, [...(seen.get(k) ?? []), method + " " + p]);
      }
for (const [k, v] of seen) console.log(k, v.length, v.slice(0, 300).join("  "));
console.log((await ask(api.url, "/healthz")).status);
await api.close();

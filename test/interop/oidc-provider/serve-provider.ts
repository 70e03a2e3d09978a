/** The process with the provider: `node serve-provider.ts`, with its setup in an environment variable. */
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requestBody } from "#local/loopback/request-body";
import { installedPeer } from "../process/installed-peer.ts";
import { controlPaths, type ProviderSetup, setupVariable } from "./provider-setup.ts";

/** As much of oidc-provider as is used here: the peer brings its types no more than it brings itself. */
interface OidcProvider {
  readonly errors: { readonly InvalidTarget: new () => Error };
  readonly Provider: new (issuer: string, configuration: unknown) => { callback(): RequestListener };
}

const packages = createRequire(join(installedPeer("INTEROP_OIDC_PROVIDER"), "package.json"));
const { Provider, errors }: OidcProvider = await import(
  pathToFileURL(packages.resolve("oidc-provider")).href
);
const setup: ProviderSetup = JSON.parse(process.env[setupVariable] ?? "");

/** Answers as the provider with these keys; what it has issued before is known to all of them. */
const providerWith = (keys: ProviderSetup["keys"]): RequestListener =>
  new Provider(`http://127.0.0.1:${setup.port}`, {
    clients: setup.clients,
    jwks: { keys },
    scopes: ["openid", "offline_access"],
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    rotateRefreshToken: false,
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      // The encryption key is published only where something could be encrypted.
      encryption: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: resourceServer,
        ...(setup.usualResource !== undefined && {
          defaultResource: () => setup.usualResource,
          useGrantedResource: () => true,
        }),
      },
    },
  }).callback();

function resourceServer(_context: unknown, address: string) {
  const resource = setup.resources[address];
  if (resource === undefined) throw new errors.InvalidTarget();
  const { audience, format } = resource;
  const form =
    format === "opaque"
      ? { accessTokenFormat: "opaque" }
      : { accessTokenFormat: "jwt", jwt: { sign: { alg: format.jwt } } };
  return { scope: setup.scopes.join(" "), audience, ...form };
}

let provider = providerWith(setup.keys);
const requests: Record<string, number> = {};

createServer(async (request, response) => {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (path === controlPaths.requests) return response.end(JSON.stringify(requests));
  if (path === controlPaths.keys) {
    provider = providerWith(JSON.parse((await requestBody(request, 65_536))?.toString("utf8") ?? ""));
    return response.writeHead(204).end();
  }
  requests[path] = (requests[path] ?? 0) + 1;
  return provider(request, response);
}).listen(setup.port, "127.0.0.1");

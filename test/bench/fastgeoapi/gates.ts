/** fastgeoapi under uvicorn three times: open, and behind each of its gates for tokens. */
import { randomBytes } from "node:crypto";
import { Agent } from "node:http";
import { startDirectFastgeoapi } from "#test/interop/fastgeoapi/start-fastgeoapi";
import { nothingStarted } from "#test/interop/fastgeoapi/tutorial/started-together";
import type { OpaServer } from "#test/interop/opa/start-opa";
import type { Contestant } from "../paired.ts";
import type { BenchmarkProvider } from "./provider.ts";
import { servedRequest } from "./served-request.ts";

/** Running servers, and one request to each of them. */
export interface Asked {
  readonly contestants: readonly Contestant[];
  close(): Promise<void>;
}

/** What fastgeoapi is set to, without the prefix of its state. */
function gates({ tokens, wellKnown, jwksUri }: BenchmarkProvider, opa: OpaServer) {
  return {
    open: {},
    jwks: {
      JWKS_ENABLED: "true",
      OAUTH2_JWKS_ENDPOINT: jwksUri,
      OAUTH2_EXPECTED_ISSUER: tokens.issuer,
      OAUTH2_EXPECTED_AUDIENCE: tokens.audience,
    },
    opa: {
      OPA_ENABLED: "true",
      OPA_URL: opa.url,
      OIDC_WELL_KNOWN_ENDPOINT: wellKnown,
      OIDC_CLIENT_ID: "pygeoapi-client",
      OIDC_CLIENT_SECRET: randomBytes(24).toString("base64url"),
    },
  };
}

/** Starts all three; a contestant's name is that of its gate. */
export async function startGates(provider: BenchmarkProvider, opa: OpaServer): Promise<Asked> {
  const started = nothingStarted();
  try {
    const wanted = Object.entries<Readonly<Record<string, string>>>(gates(provider, opa));
    const servers = await started.together(
      wanted.map(([, settings]) =>
        startDirectFastgeoapi(
          Object.fromEntries(Object.entries(settings).map(([name, value]) => [`DEV_${name}`, value])),
        ),
      ),
    );
    const token = provider.tokens.token();
    const contestants = wanted.map(([name], index) => ({
      name,
      run: servedRequest(servers[index]?.url ?? "", () => token, new Agent({ keepAlive: true })),
    }));
    return { contestants, close: started.close };
  } catch (error) {
    await started.close();
    throw error;
  }
}

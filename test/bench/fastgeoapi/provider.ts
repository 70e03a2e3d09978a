/** The provider of tokens that both ask: its metadata, its key set, and whose a token is. */
import { startLoopbackServer } from "#local/loopback/loopback-server";
import { providerMetadata } from "#test/interop/fastgeoapi/tutorial/openid-provider";
import { type BenchmarkIssuer, newIssuer } from "../subject/token-issuer.ts";

/** A running provider. */
export interface BenchmarkProvider {
  readonly tokens: BenchmarkIssuer;
  readonly wellKnown: string;
  readonly jwksUri: string;
  close(): Promise<void>;
}

/** Starts it on 127.0.0.1; it answers at once, so that what an answer costs is the asking. */
export async function startBenchmarkProvider(): Promise<BenchmarkProvider> {
  const answers: Record<string, string> = {};
  const server = await startLoopbackServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "Content-Type": "application/json" });
    response.end(answer ?? "{}");
  });
  const issuer = `http://127.0.0.1:${server.port}`;
  const tokens = newIssuer("RS256", issuer);
  answers["/.well-known/openid-configuration"] = JSON.stringify(providerMetadata(issuer));
  answers["/jwks"] = JSON.stringify(tokens.keySet);
  answers["/userinfo"] = JSON.stringify({ sub: "ada", company: "osgeo", preferred_username: "ada" });
  return {
    tokens,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    jwksUri: `${issuer}/jwks`,
    close: server.close,
  };
}

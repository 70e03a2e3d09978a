/** An authorizer as somebody writes it with aws-jwt-verify and opa-wasm: verifies the token and asks the policy. */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as opa from "@open-policy-agent/opa-wasm";
import { JwtVerifier } from "aws-jwt-verify";
import type { Jwks } from "aws-jwt-verify/jwk";

const file = (name: string) => readFileSync(path.join(process.env.LAMBDA_TASK_ROOT ?? "", name));
const json = (name: string) => JSON.parse(file(name).toString("utf8"));

const { issuer, audience, keySet } = json("issuer.json") as {
  issuer: string;
  audience: string;
  keySet: Jwks;
};
const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/keys` });
verifier.cacheJwks(keySet);

/** The package's types do not have the function on its default export, where alone it is. */
const { loadPolicySync } = (opa as unknown as { readonly default: OpaWasm }).default;

interface OpaWasm {
  loadPolicySync(wasm: Uint8Array): {
    setData(data: object): void;
    evaluate(input: object, entrypoint: string): readonly { readonly result: unknown }[];
  };
}

const policy = loadPolicySync(file("policy.wasm"));
policy.setData(json("policy-data.json"));

interface AuthorizerEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly methodArn: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly requestContext: {
    readonly requestTimeEpoch: number;
    readonly identity: { readonly sourceIp: string };
  };
}

/** Lambda calls this with the event of a REQUEST authorizer. */
export async function handler(event: AuthorizerEvent) {
  const { headers, methodArn, httpMethod: method, path: asked, requestContext } = event;
  let claims: Readonly<Record<string, unknown>>;
  try {
    claims = await verifier.verify(headers.Authorization?.slice("Bearer ".length) ?? "");
  } catch {
    throw new Error("Unauthorized");
  }
  const segments = asked.slice(1).split("/");
  const { sourceIp } = requestContext.identity;
  const time = requestContext.requestTimeEpoch;
  const scopes = String(claims.scope ?? "").split(" ");
  const principal = { kind: "token", id: claims.sub, issuer, scheme: "bearer", scopes, claims };
  const [answer] = policy.evaluate(
    {
      request: { method, path: asked, segments, query: {}, headers: {}, sourceIp, time },
      resource: { type: "items", collection: segments[1], action: "read" },
      principal,
    },
    "ogcapi/authz/decision",
  );
  const allowed = (answer?.result as { readonly allow?: unknown } | undefined)?.allow === true;
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: allowed ? "Allow" : "Deny", Resource: methodArn }],
    },
  };
}

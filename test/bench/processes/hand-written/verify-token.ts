/** An authorizer as somebody writes it with aws-jwt-verify: verifies the token, asks no policy, allows everything. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { JwtVerifier } from "aws-jwt-verify";
import type { Jwks } from "aws-jwt-verify/jwk";

const { issuer, audience, keySet } = JSON.parse(
  readFileSync(path.join(process.env.LAMBDA_TASK_ROOT ?? "", "issuer.json"), "utf8"),
) as { issuer: string; audience: string; keySet: Jwks };

const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/keys` });
verifier.cacheJwks(keySet);

interface AuthorizerEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly methodArn: string;
}

/** Lambda calls this with the event of a REQUEST authorizer. */
export async function handler({ headers, methodArn }: AuthorizerEvent) {
  let subject: string | undefined;
  try {
    subject = (await verifier.verify(headers.Authorization?.slice("Bearer ".length) ?? "")).sub;
  } catch {
    throw new Error("Unauthorized");
  }
  return {
    principalId: subject,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn }],
    },
  };
}

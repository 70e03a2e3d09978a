/** Who asks in the examples of the policy that ships. */
export const issuer = "https://idp.example/realms/geo";

export const nobody = { kind: "anonymous", id: "anonymous", issuer: "", scheme: "", scopes: [], claims: {} };

export const apiKey = (id: string, scopes: readonly string[] = []) => ({
  ...nobody,
  kind: "api-key",
  id,
  scheme: "apiKey",
  scopes,
});

export const token = (claims: object, scopes: readonly string[] = [], from: string = issuer) => ({
  kind: "token",
  id: "ann",
  issuer: from,
  scheme: "bearer",
  scopes,
  claims: { iss: from, sub: "ann", ...claims },
});

export const admin = token({ roles: ["admin"] });

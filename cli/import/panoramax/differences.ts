/** What works otherwise here than at Panoramax: a sentence each, and only those that apply. */
import { functionToName } from "../backend-function.ts";
import type { EnvFile } from "../env-file/env-file.ts";
import { ofThisMachine } from "../this-machine.ts";
import type { PanoramaxOptions, PanoramaxReading } from "./reading.ts";

/** All that is to be said about an import; no sentence holds a value that may be secret. */
export function differences(
  { variables }: EnvFile,
  { provider, issuer, clientId, anonymousUpload }: PanoramaxReading,
  { functionArn }: PanoramaxOptions,
): readonly string[] {
  return [
    ...(provider === "oidc"
      ? [
          `Access tokens that ${issuer} has issued to the client ${clientId} are taken by Authorization: Bearer; the log-in in a browser, with its session cookie, is not there yet: what it needs stands in the settings under "// login", and its secret in login-client.`,
        ]
      : [
          'Nobody can sign in with an OpenStreetMap account yet, also not by token: what OpenStreetMap says about a user does not tell to which client a token was issued, so anybody\'s client could act for its users here. It waits for the log-in, whose settings stand under "// login", and its secret in login-client.',
          "Until then there are managed API keys: make them by `npx ogc-api-authorizer keys create` after the deployment.",
        ]),
    ...(issuer !== undefined && ofThisMachine(issuer)
      ? [
          "OAUTH_OIDC_URL is of this machine, which is for `npm start`: a deployed authorizer cannot reach it.",
        ]
      : []),
    "Panoramax's own tokens (/api/users/me/tokens) are signed with its FLASK_SECRET_KEY and are refused: they are no tokens of an issuer.",
    ...(variables.has("FLASK_SECRET_KEY")
      ? [
          "FLASK_SECRET_KEY was not taken: it signs Panoramax's session cookies, and a log-in here makes a secret of its own.",
        ]
      : []),
    'What Panoramax shows to everybody is closed until a rule opens it: {"who": "anyone", "may": ["read"], "on": {"api": true, "assets": true, "collections": ["*"]}}.',
    anonymousUpload
      ? "Nobody uploads without a credential, as they could there without API_FORCE_AUTH_ON_UPLOAD=true."
      : "Whoever is signed in may create, change and delete in every collection as far as the authorizer goes: whose collection it is Panoramax has to decide.",
    "Its paths that are no part of an OGC API or STAC, such as /api/users and /api/upload_sets, are refused.",
    ...(functionArn === undefined ? [functionToName] : []),
  ];
}

/** Attacks on how tokens are shown and to whom (RFC 9700, Best Current Practice for OAuth 2.0 Security; RFC 6750). */
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { issuers, soundGeo } from "./attacked-issuers.ts";
import { encoded } from "./signed-token.ts";

/** Section 2.2.1: a token that is bound to a key is of no use to who cannot prove the key. */
const senderConstrained = eachOf<readonly [string, unknown]>(
  [
    ["a DPoP key (RFC 9449)", { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" }],
    ["a client certificate (RFC 8705)", { "x5t#S256": "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2" }],
    ["a key of its own (RFC 7800)", { jwk: { kty: "OKP", crv: "Ed25519", x: "" } }],
    ["an encrypted key (RFC 7800)", { jwe: "a.b.c.d.e" }],
    ["a key id (RFC 7800)", { kid: "rsa" }],
    ["a key at an address (RFC 7800)", { jku: "https://evil.example/keys" }],
    ["nothing that is known", {}],
    ["null", null],
    ["a text", "jkt"],
    ["a list", [{ jkt: "x" }]],
    ["false", false],
  ],
  ([what, cnf]) =>
    tokenAttack(`is bound to ${what}, which nobody has proven`, "token_sender_constrained", (twin) =>
      twin.claiming({ cnf }),
    ),
);

/** Sections 2.3 and 4.10.2: a token that was shown to another API, or was issued for it. */
const replayed = [
  tokenAttack("was issued for another API", "token_audience", (twin) =>
    twin.claiming({ aud: "https://other.example.org" }),
  ),
  tokenAttack("was issued for every API below an address", "token_audience", (twin) =>
    twin.claiming({ aud: ["https://*", "ogc-api/*"] }),
  ),
  tokenAttack("names this API only as a resource", "token_audience", (twin) =>
    twin.claiming({ aud: "other", resource: "ogc-api" }),
  ),
  tokenAttack("names this API only as a scope", "token_audience", (twin) =>
    twin.claiming({ aud: "other", scope: "ogc-api" }),
  ),
  tokenAttack("was issued for this API's client, not for this API", "token_audience", (twin) =>
    twin.claiming({ aud: "portal", azp: "ogc-api" }),
  ),
  tokenAttack(
    "is another issuer's ID token, whose audience is its client",
    "token_audience",
    () => issuers.typed.sound().claiming({ aud: "portal" }),
    "typed",
  ),
];

/** Section 4.4: tokens of two issuers are not mixed up, however they are put together. */
const mixedUp = [
  tokenAttack(
    "has the header of one issuer's token and the claims of another's",
    "token_key_unknown",
    (twin) => [twin.parts[0], issuers.other.sound().parts[1], twin.parts[2]].join("."),
    "p256",
  ),
  tokenAttack(
    "has the claims of one issuer's token and the signature of another's",
    "token_signature",
    (twin) => [twin.parts[0], twin.parts[1], issuers.other.sound().parts[2]].join("."),
    "p256",
  ),
  tokenAttack("has the claims of another token of the same issuer", "token_signature", (twin) =>
    [twin.parts[0], soundGeo("rsa").parts[1], twin.parts[2]].join("."),
  ),
  tokenAttack("has the header of another token of the same issuer", "token_algorithm", (twin) =>
    [encoded({ ...twin.header, kid: "p256" }), twin.parts[1], twin.parts[2]].join("."),
  ),
];

/** RFC 6750 section 2.1: one credential, in one header, of one scheme. */
const shown = [
  ...eachOf(
    [
      "Basic",
      "DPoP",
      "Digest",
      "Negotiate",
      "token",
      "JWT",
      "Bearer:",
      "Bearer,",
      "BearerBearer",
      "Bearer=",
      "\u{FF22}earer",
    ],
    (scheme) =>
      tokenAttack(`is shown by the scheme ${scheme}`, "authorization_scheme_unknown", (twin) => [
        `${scheme} ${twin.text}`,
      ]),
  ),
  tokenAttack("is shown without a scheme", "authorization_scheme_unknown", (twin) => [twin.text]),
  tokenAttack("is shown behind a space", "authorization_scheme_unknown", (twin) => [` Bearer ${twin.text}`]),
  tokenAttack("is shown behind a tab", "authorization_scheme_unknown", (twin) => [`Bearer\t${twin.text}`]),
  tokenAttack("is shown with parameters", "authorization_scheme_unknown", (twin) => [
    `Bearer ${twin.text}, realm="a"`,
  ]),
  tokenAttack("is shown twice in one header", "authorization_scheme_unknown", (twin) => [
    `Bearer ${twin.text} ${twin.text}`,
  ]),
  tokenAttack("is shown with another, divided by a comma", "token_encoding", (twin) => [
    `Bearer ${twin.text},${soundGeo("rsa").text}`,
  ]),
  tokenAttack("is shown in quotation marks", "token_encoding", (twin) => [`Bearer "${twin.text}"`]),
  tokenAttack("is shown in two headers beside another accepted token", "authorization_doubled", (twin) => [
    `Bearer ${twin.text}`,
    `Bearer ${soundGeo("rsa").text}`,
  ]),
  tokenAttack("is shown in two headers by two schemes", "authorization_doubled", (twin) => [
    `Bearer ${twin.text}`,
    "Basic dTpw",
  ]),
  tokenAttack("is shown in two headers, the other of which is empty", "authorization_doubled", (twin) => [
    "",
    `Bearer ${twin.text}`,
  ]),
  tokenAttack("is a scheme without a token", "token_empty", () => ["Bearer "]),
  tokenAttack("is a scheme and spaces", "token_empty", () => ["Bearer     "]),
];

/** Section 4.10 and nobody's: what costs much to look at is not looked at. */
const oversized = [
  tokenAttack("is one character longer than is looked at", "token_too_long", (twin) => {
    const text = twin.claiming({ padding: "" });
    return `${text}${"A".repeat(8193 - text.length)}`;
  }),
  tokenAttack("has a megabyte of claims", "token_too_long", (twin) =>
    twin.claiming({ padding: "x".repeat(1_000_000) }),
  ),
  tokenAttack("has a megabyte of header", "token_too_long", (twin) =>
    twin.headed({ padding: "x".repeat(1_000_000) }),
  ),
  tokenAttack("has a megabyte of signature", "token_too_long", (twin) =>
    twin.signedAs(Buffer.alloc(1_000_000, twin.signature)),
  ),
  tokenAttack("has a megabyte of spaces before it", "authorization_scheme_unknown", (twin) => [
    `${" ".repeat(1_000_000)}Bearer ${twin.text}`,
  ]),
  tokenAttack("has eight thousand dots", "token_not_jwt", () => ".".repeat(8000)),
  tokenAttack(
    "has eight thousand equals signs behind it",
    "token_encoding",
    (twin) => `${twin.text}${"=".repeat(7000)}`,
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...senderConstrained,
  ...replayed,
  ...mixedUp,
  ...shown,
  ...oversized,
];

/** Attacks by claims and by the JSON that holds them (RFC 7519); each is signed by the issuer's own key. */
import { type Attack, eachOf, tokenAttack } from "./attack.ts";
import { issuers } from "./attacked-issuers.ts";
import { compact, type Members, type SoundToken, signerOf } from "./signed-token.ts";

const now = () => Math.floor(Date.now() / 1000);

/** A value as a title shows it. */
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? "nothing";

/** The claim with each of these values. */
const claimOf = (name: string, ends: string, values: readonly unknown[]) =>
  eachOf(values, (value) =>
    tokenAttack(`has ${shown(value)} for ${name}`, ends, (twin) => twin.claiming({ [name]: value })),
  );

const { geo, other } = issuers;

/** Section 4.1.1: the issuer, compared to the letter. */
const issuer = [
  ...claimOf("iss", "token_issuer_unknown", [
    undefined,
    null,
    7,
    "",
    [geo.issuer],
    { [geo.issuer]: true },
    `${geo.issuer}/`,
    ` ${geo.issuer}`,
    geo.issuer.toUpperCase(),
    geo.issuer.replace("https", "http"),
    geo.issuer.replace("example.org", "example.org:443"),
    geo.issuer.replace("login.", "login.\u{430}."),
    geo.issuer.replace("l", "\u{FF4C}"),
    geo.issuer.replace("/realms/", "/x/../realms/"),
    `${geo.issuer}?realm=other`,
    `${geo.issuer}\0`,
    "__proto__",
  ]),
  tokenAttack(
    "has another configured issuer's name, with our key id",
    "token_key_unknown",
    (twin) => twin.claiming({ iss: other.issuer }),
    "p256",
  ),
];

/** Section 4.1.2: the subject is a text; which one it is must not depend on who reads it. */
const subject = [
  ...claimOf("sub", "token_subject", [
    undefined,
    "",
    "x".repeat(256),
    "u1\nadmin",
    "u1\0",
    "\u{7F}",
    "u1\u{85}",
    "\ud800",
    "u\udc001",
    "u1\u{202E}nimda",
    "u\u{200B}1",
    "u1\u{2028}",
  ]),
  ...claimOf("sub", "token_invalid", [null, 1, true, ["u1"], { id: "u1" }]),
];

/** Section 4.1.3: one of the audiences, whole. */
const audience = [
  ...claimOf("aud", "token_audience", [
    undefined,
    "",
    "other",
    [],
    ["other", "another"],
    "ogc-api-admin",
    "ogc",
    "OGC-API",
    "ogc-api other",
    "ogc-api,other",
    "ogc-api\0",
    "https://ogc-api",
    "*",
  ]),
  ...claimOf("aud", "token_invalid", [null, 7, { "ogc-api": true }, [["ogc-api"]], ["ogc-api", 7]]),
];

/** Sections 4.1.4 to 4.1.7: times are numbers; the clock may be off by half a minute. */
const times = [
  ...claimOf("exp", "token_without_expiry", [
    undefined,
    null,
    "4000000000",
    true,
    [4_000_000_000],
    { at: 4_000_000_000 },
    "NaN",
  ]),
  ...claimOf("exp", "token_expired", [0, -1, -4_000_000_000, 0.5]),
  tokenAttack("expired an hour ago", "token_expired", (twin) => twin.claiming({ exp: now() - 3600 })),
  tokenAttack("expired just before the clock's tolerance", "token_expired", (twin) =>
    twin.claiming({ exp: now() - 31 }),
  ),
  ...eachOf(["1e400", "-1e400"], (exp) =>
    tokenAttack(`expires at ${exp}, which no number of ours is`, "token_without_expiry", (twin) =>
      twin.saying(JSON.stringify(twin.claims).replace(/"exp":\d+/, `"exp":${exp}`)),
    ),
  ),
  tokenAttack("begins just behind the clock's tolerance", "token_not_yet_valid", (twin) =>
    twin.claiming({ nbf: now() + 35 }),
  ),
  tokenAttack("begins in a thousand years", "token_not_yet_valid", (twin) =>
    twin.claiming({ nbf: now() + 31_536_000_000 }),
  ),
  tokenAttack("begins at a time in milliseconds", "token_not_yet_valid", (twin) =>
    twin.claiming({ nbf: Date.now() }),
  ),
  ...claimOf("nbf", "token_invalid", [null, "0", true, [0]]),
  ...claimOf("iat", "token_invalid", [null, "0", {}]),
  ...claimOf("jti", "token_invalid", [7, ["a"]]),
];

const saying = (title: string, ends: string, payload: (json: string, twin: SoundToken) => string | Buffer) =>
  tokenAttack(title, ends, (twin) => twin.saying(payload(JSON.stringify(twin.claims), twin)));

/** Adds a member behind all others: of two with one name the last counts (section 4). */
const again = (json: string, member: Members) => `${json.slice(0, -1)},${JSON.stringify(member).slice(1)}`;

/** Sections 4 and 7.2: the claims are one JSON object in UTF-8. */
const json = [
  ...eachOf(
    [
      ["iss", other.issuer, "token_key_unknown"],
      ["aud", "other", "token_audience"],
      ["exp", 1, "token_expired"],
      ["sub", "", "token_subject"],
      ["nbf", 4_000_000_000, "token_not_yet_valid"],
    ] as const,
    ([name, value, ends]) =>
      saying(`says ${name} twice, the last time ${shown(value)}`, ends, (text) =>
        again(text, { [name]: value }),
      ),
  ),
  ...eachOf(
    [
      ["sub", "token_subject"],
      ["aud", "token_audience"],
      ["exp", "token_without_expiry"],
      ["iss", "token_issuer_unknown"],
    ] as const,
    ([name, ends]) =>
      saying(`has ${name} only in its prototype`, ends, (text, { claims }) =>
        again(JSON.stringify({ ...claims, [name]: undefined }), {}).replace(/,}$/, `,"__proto__":${text}}`),
      ),
  ),
  ...eachOf(["null", "true", "7", '"claims"', "[]", "", " "], (text) =>
    saying(`has ${shown(text)} for its claims`, "token_not_jwt", () => text),
  ),
  saying("has its claims in a list", "token_not_jwt", (text) => `[${text}]`),
  saying("has its claims as a text of JSON", "token_not_jwt", (text) => JSON.stringify(text)),
  saying("has a second object behind its claims", "token_not_jwt", (text) => `${text}${text}`),
  saying("has a NUL behind its claims", "token_not_jwt", (text) => `${text}\0`),
  saying("has a remark in its claims", "token_not_jwt", (text) => text.replace("{", "{/* */")),
  saying("has a comma too many in its claims", "token_not_jwt", (text) => text.replace(/}$/, ",}")),
  saying("has single quotes around its claims", "token_not_jwt", (text) => text.replaceAll('"', "'")),
  saying("has NaN among its claims", "token_not_jwt", (text) => text.replace("{", '{"a":NaN,')),
  saying("has a line break within a claim", "token_not_jwt", (text) => text.replace("u1", "u\n1")),
  saying("has a byte order mark before its claims", "token_not_jwt", (text) => `\u{FEFF}${text}`),
  saying("has claims in UTF-16", "token_not_jwt", (text) => Buffer.from(text, "utf16le")),
  saying("has claims in Latin-1", "token_not_jwt", (text) =>
    Buffer.from(text.replace("u1", "\u{FC}1"), "latin1"),
  ),
  saying("has an overlong encoding of a quotation mark", "token_not_jwt", (text) =>
    Buffer.from(Buffer.from(text).toString("hex").replace("22", "c0a2"), "hex"),
  ),
  saying("has half of a surrogate pair in UTF-8", "token_not_jwt", (text) =>
    Buffer.from(
      Buffer.from(text).toString("hex").replace(Buffer.from("u1").toString("hex"), "eda080"),
      "hex",
    ),
  ),
  saying("opens three thousand lists", "token_not_jwt", (text) =>
    text.replace("{", `{"a":${"[".repeat(3000)},`),
  ),
  ...eachOf(["[]", "null", '"RS256"', "{", "RS256"], (header) =>
    tokenAttack(`has ${shown(header)} for its header`, "token_not_jwt", (twin) => twin.headedBy(header)),
  ),
  tokenAttack("says alg twice, the last time none", "token_algorithm", (twin) =>
    twin.headedBy(again(JSON.stringify(twin.header), { alg: "none" })),
  ),
  tokenAttack("has its algorithm only in its header's prototype", "token_algorithm", (twin) =>
    twin.headedBy(`{"kid":"rsa","__proto__":${JSON.stringify(twin.header)}}`),
  ),
  tokenAttack("has a byte order mark before its header", "token_not_jwt", (twin) =>
    twin.headedBy(`\u{FEFF}${JSON.stringify(twin.header)}`),
  ),
];

const lists = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

/** RFC 8259 section 9: how deep JSON may be nested is for its reader to say. */
const deep = [
  saying("has a claim of a thousand lists within each other", "token_too_deep", (text) =>
    text.replace("{", `{"a":${lists(1000)},`),
  ),
  saying("has a claim one level deeper than is looked at", "token_too_deep", (text) =>
    text.replace("{", `{"a":${lists(33)},`),
  ),
  saying("has a claim of a thousand objects within each other", "token_too_deep", (text) =>
    text.replace("{", `{"a":${'{"a":'.repeat(900)}0${"}".repeat(900)},`),
  ),
  tokenAttack("has a header of a thousand lists within each other", "token_too_deep", (twin) =>
    twin.headedBy(JSON.stringify(twin.header).replace("{", `{"a":${lists(1000)},`)),
  ),
];

/** Sections 5.2, 6 and 7: unsecured, nested, or hidden in another token. */
const nested = [
  tokenAttack("says that its claims are another token: cty JWT", "token_header_parameter", (twin) =>
    twin.headed({ cty: "JWT" }),
  ),
  tokenAttack("replicates accepted claims in its header", "token_issuer_unknown", (twin) =>
    compact({ ...twin.header, ...twin.claims }, {}, signerOf("RS256", twin.key)),
  ),
  tokenAttack("has an accepted token for a claim", "token_issuer_unknown", (twin) =>
    compact(twin.header, { jwt: twin.text }, signerOf("RS256", twin.key)),
  ),
  tokenAttack(
    "has an accepted token for its signature",
    "token_not_jwt",
    (twin) => `${twin.parts.slice(0, 2).join(".")}.${twin.text}`,
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...issuer,
  ...subject,
  ...audience,
  ...times,
  ...json,
  ...deep,
  ...nested,
];

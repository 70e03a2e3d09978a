/** Attacks by introspection answers (RFC 7662): what an issuer says about a token, or somebody in its place. */
import { gzipSync } from "node:zlib";
import { type AskedForm, answerAttack, answered } from "./answer-attack.ts";
import { type Attack, eachOf } from "./attack.ts";

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 40) ?? "nothing";
/** Half of the time for which answers are remembered. */
const soon = Math.floor(Date.now() / 1000) + 30;

/** Lists within each other. */
const deepList = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);

const invalid = { fault: "introspection_answer_invalid" } as const;
const unavailable = { fault: "introspection_unavailable" } as const;
const refused = { fault: "introspection_refused" } as const;

const saying = (
  name: string,
  ends: Parameters<typeof answerAttack>[1],
  values: readonly unknown[],
  form: AskedForm = "opaque",
) =>
  eachOf(values, (value) =>
    answerAttack(`the answer says ${shown(value)} for ${name} (${form})`, ends, { [name]: value }, { form }),
  );

/** Section 2.2: `active` is true, and nothing else is. */
const active = [
  answerAttack("the answer says that the token is not active", "token_inactive", { active: false }),
  ...saying("active", invalid, [undefined, null, "true", "false", 1, 0, "active", [true], {}, ""]),
];

/** Section 2.2 once more: the members that an active token has are judged as those of any token. */
const members = [
  ...saying("iss", "token_issuer_unknown", ["https://evil.example.org", ""]),
  ...saying("iss", invalid, [null, 7, ["https://login.example.org"]]),
  ...saying("aud", "token_audience", [
    undefined,
    "",
    "other",
    ["other"],
    [],
    "ogc-api-admin",
    "OGC-API",
    "ogc-api other",
    null,
    7,
    { "ogc-api": true },
  ]),
  ...saying("exp", "token_expired", [0, -1, 1_000_000_000]),
  ...saying("exp", invalid, [null, "4000000000", [4_000_000_000], true]),
  ...saying("nbf", "token_not_yet_valid", [4_000_000_000]),
  ...saying("nbf", invalid, ["0", null]),
  ...saying("iat", invalid, ["0", {}]),
  ...saying("sub", "token_subject", [undefined, "", null, 7, ["u1"], "u1\nadmin", "x".repeat(256)]),
  ...saying("cnf", "token_sender_constrained", [{ jkt: "x" }, { "x5t#S256": "x" }, null]),
  answerAttack("the answer opens a thousand lists in a member", "token_too_deep", { deep: deepList(1000) }),
  ...saying("client_id", "token_client", [undefined, "other", "", null, ["portal"]], "client"),
];

/** Section 2.2 (`token_type`) and RFC 9700 section 4.14: a refresh token is active as well, and no access token. */
const kinds = [
  ...saying("token_type", "token_not_access_token", [
    undefined,
    "refresh_token",
    "N_A",
    "DPoP",
    "mac",
    "",
    "Bearer refresh",
  ]),
  ...saying("token_type", invalid, [null, ["Bearer"], true]),
  ...saying("token_use", "token_not_access_token", ["refresh_token", "id_token", "authorization_code"]),
  ...saying("typ", "token_not_access_token", ["Refresh", "Offline", "ID"]),
];

/** Sections 2.1 and 4: which token is asked about, whom, and how long an answer counts. */
const questions = [
  answerAttack("the token is nobody's", "token_inactive", {}, { sent: (token) => `${token}x` }),
  answerAttack(
    "the token is another's in another case",
    "token_inactive",
    {},
    { sent: (token) => token.toUpperCase() },
  ),
  ...eachOf(["&active=true", "%26token%3Dother", "#", "?", ";", "\0", ",", "\u{E9}"], (more) =>
    answerAttack(
      `the token has ${JSON.stringify(more)} at its end, for the form or a header`,
      "token_encoding",
      {},
      {
        sent: (token) => `${token}${more}`,
        questions: 0,
      },
    ),
  ),
  answerAttack(
    "the token is longer than is looked at",
    "token_too_long",
    {},
    {
      sent: (token) => token.padEnd(8193, "x"),
      questions: 0,
    },
  ),
  answerAttack(
    "the token has the prefix of another provider, which alone is asked",
    "token_inactive",
    {},
    {
      sent: (token) => `gho_${token}`,
    },
  ),
  answerAttack(
    "the token is shown again when its answer has grown too old and it was revoked",
    "token_inactive",
    { active: false },
    { later: 61_000 },
  ),
  answerAttack(
    "the token is shown again when it has ended, before its answer is too old",
    "token_inactive",
    { active: false },
    { accepted: { exp: soon }, later: 31_000 },
  ),
  answerAttack(
    "the token is shown again, and its issuer did not notice that it has ended",
    "token_expired",
    { exp: 1_000_000_000 },
    { later: 61_000 },
  ),
];

const sound = '{"active":true,"token_type":"Bearer","sub":"u1","aud":"ogc-api"}';

/** Section 2.3, and what is no answer: faults of the issuer or of our client, and no refusals. */
const noAnswers = [
  ...eachOf(
    [
      ["a page", "<html>"],
      ["empty", ""],
      ["a list", `[${sound}]`],
      ["null", "null"],
      ["true", "true"],
      ["a text", JSON.stringify(sound)],
      ["cut off", sound.slice(0, -1)],
      ["two objects", `${sound}${sound}`],
      ["an object that says active twice", sound.replace("{", '{"active":false,')],
      ["an object that says who it is about twice", sound.replace("}", ',"sub":"root"}')],
      ["in UTF-16", Buffer.from(sound, "utf16le")],
      ["in Latin-1", Buffer.from(sound.replace("u1", "\u{FC}1"), "latin1")],
      ["a signed answer, which nobody asked for", "eyJhbGciOiJub25lIn0.e30."],
      ["an object by its prototype", `{"__proto__":${sound}}`],
      ["a form", "active=true&sub=u1"],
      ["50,000 lists within each other", "[".repeat(50_000)],
    ] as const,
    ([what, body]) => answerAttack(`the answer is ${what}`, invalid, answered(200, body)),
  ),
  answerAttack(
    "the answer is compressed",
    invalid,
    answered(200, gzipSync(sound), { "content-encoding": "gzip" }),
  ),
  ...eachOf([301, 302, 303, 307, 308], (status) =>
    answerAttack(
      `the answer redirects: ${status}`,
      unavailable,
      answered(status, sound, { location: "/introspect" }),
    ),
  ),
  ...eachOf([201, 204, 206, 404, 405, 429, 500, 502, 503], (status) =>
    answerAttack(`the answer has status ${status}`, unavailable, answered(status, sound)),
  ),
  ...eachOf([401, 403], (status) =>
    answerAttack(
      `the answer refuses our client: ${status}`,
      refused,
      answered(status, sound, { "www-authenticate": "Basic" }),
    ),
  ),
  ...eachOf(["invalid_client", "unauthorized_client"], (error) =>
    answerAttack(
      `the answer refuses our client: ${error}`,
      refused,
      answered(400, JSON.stringify({ error })),
    ),
  ),
  answerAttack("the answer refuses the question", unavailable, answered(400, '{"error":"invalid_request"}')),
  answerAttack("the answer has 10 MB", unavailable, answered(200, `${sound}${" ".repeat(10_000_000)}`)),
  answerAttack("the answer never comes", unavailable, () => {}),
  answerAttack("the answer drips in", unavailable, (_, response) => {
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  }),
  answerAttack("the answer ends within itself", unavailable, (_, response) => {
    response.writeHead(200, { "content-length": "100" }).write(sound);
    setTimeout(() => response.destroy(), 20);
  }),
];

/** Section 4: a JWT whose signature is valid, and whose issuer says something else about it. */
const jwts = [
  answerAttack(
    "the issuer says that its JWT was revoked",
    "token_inactive",
    { active: false },
    { form: "jwt" },
  ),
  ...saying("sub", "token_introspection_mismatch", ["root", "U1"], "jwt"),
  ...saying("exp", "token_introspection_mismatch", [4_000_000_000], "jwt"),
  ...saying("jti", "token_introspection_mismatch", ["another"], "jwt"),
  ...saying("aud", "token_introspection_mismatch", [["ogc-api", "admin-api"], "other"], "jwt"),
  ...saying("iss", "token_issuer_unknown", ["https://evil.example.org"], "jwt"),
  ...saying("cnf", "token_sender_constrained", [{ jkt: "x" }], "jwt"),
  ...saying("token_type", "token_not_access_token", ["DPoP"], "jwt"),
  ...saying("active", invalid, ["true"], "jwt"),
  answerAttack(
    "the JWT is not genuine, and its issuer would say that it is active",
    "token_signature",
    {},
    {
      form: "jwt",
      sent: (token) => `${token.slice(0, -8)}AAAAAAAA`,
      questions: 0,
    },
  ),
];

/** All of them. */
export const attacks: readonly Attack[] = [
  ...active,
  ...members,
  ...kinds,
  ...questions,
  ...noAnswers,
  ...jwts,
];

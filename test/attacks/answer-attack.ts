/**
 * Attacks by what an issuer answers about a token: an accepted answer in which the titled thing alone is changed. The
 * issuer is asked anew each time the attack comes, so that nothing of it was remembered.
 */
import assert from "node:assert/strict";
import { rejected } from "#core/authenticate/authenticator";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory } from "#core/authenticate/token/token-memory";
import { Fault, type FaultCode } from "#core/fault";
import { validSettings } from "#core/settings/read-settings";
import { type Behaviour, likeGitHub, newToken, startProvider } from "#test/adapters/tokens/provider";
import { asked, noHurry } from "#test/core/asked";
import { tokenVerifiers } from "../../functions/authorizer/token-verifiers.ts";
import type { Attack } from "./attack.ts";
import { issuers } from "./attacked-issuers.ts";
import { keyServer } from "./key-server.ts";
import type { Members } from "./signed-token.ts";

const provider = await startProvider();

/** Ends the provider, and every answer that is still dripping. */
export const closeProvider = () => provider.close();

const clientSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:introspection-AbCdEf";
const introspection = { url: provider.introspectionUrl, clientSecretArn };

function attackedTokens() {
  const { issuer } = issuers.other;
  const { tokens } = validSettings({
    version: 1,
    tokens: {
      issuers: [{ issuer, jwksUri: `${keyServer}/other`, audiences: ["ogc-api"], introspection }],
      opaque: [
        { issuer: provider.url, audiences: ["ogc-api"], introspection },
        { issuer: "https://clients.example.org", prefix: "client_", clientIds: ["portal"], introspection },
        likeGitHub("https://github.example.org", provider),
      ],
    },
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
  if (tokens === undefined) throw new Error("the attacked settings hold no tokens");
  return tokens;
}

const inAnHour = Math.floor(Date.now() / 1000) + 3600;

/** Makes a token of a form that is accepted but for what is changed in what its issuer says about it. */
const issued: Readonly<Record<string, (changed: Members) => string>> = {
  opaque(changed) {
    const token = newToken();
    const said = { token_type: "Bearer", iss: provider.url, sub: "u1", aud: "ogc-api", exp: inAnHour };
    provider.active.set(token, { ...said, ...changed });
    return token;
  },
  client(changed) {
    const token = newToken("client_");
    provider.active.set(token, { token_type: "Bearer", sub: "u1", client_id: "portal", ...changed });
    return token;
  },
  jwt(changed) {
    const { text, claims } = issuers.other.sound();
    provider.active.set(text, { token_type: "Bearer", ...claims, client_id: "portal", ...changed });
    return text;
  },
  userInfo({ headers, ...changed }) {
    const token = newToken("gho_");
    const said = { "x-oauth-client-id": "portal", "x-oauth-scopes": "repo", ...(headers as object) };
    provider.users.set(token, { headers: said, body: { id: 7, login: "u1", ...changed } });
    return token;
  },
};

/** A form of token that its issuer is asked about. */
export type AskedForm = "opaque" | "client" | "jwt" | "userInfo";

/** What is changed of the answer: members of it, or all of it. */
type Answer = Members | Behaviour;

interface AnswerAttackOptions {
  readonly form?: AskedForm;
  /** Makes of the token another one, which is sent. */
  readonly sent?: (token: string) => string;
  /** How often the issuer is asked each time. @default once */
  readonly questions?: number;
  /** How much later the attack is than its token's acceptance, in milliseconds; it was accepted then. */
  readonly later?: number;
  /** What was changed of the answer by which it was accepted. */
  readonly accepted?: Members;
}

/** Answers everything in the issuer's place. */
export const answered =
  (status: number, body: string | Buffer = "", headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(status === 204 ? undefined : body);
  };

/** An attack by an answer. */
export function answerAttack(
  title: string,
  ends: string | { readonly fault: FaultCode },
  answer: Answer,
  { form = "opaque", sent = (token) => token, questions = 1, later, accepted = {} }: AnswerAttackOptions = {},
): Attack {
  return {
    title,
    ends: typeof ends === "string" ? ends : ends.fault,
    async run() {
      const recognition = await askingRecognition();
      const issue = issued[form] ?? assert.fail();
      const twin = issue({});
      await recognition.recognises(twin);
      const isWhole = typeof answer === "function";
      const token = issue(isWhole || later !== undefined ? accepted : answer);
      if (later !== undefined) {
        await recognition.recognises(token);
        recognition.ahead += later;
        provider.active.set(token, { ...provider.active.get(token), ...answer });
      }
      const before = provider.requests.length;
      try {
        provider.behaviour = isWhole ? answer : undefined;
        for (let times = 0; times < 2; times++) await recognition.ends(sent(token), ends);
      } finally {
        provider.behaviour = undefined;
      }
      assert.equal(
        provider.requests.length - before,
        2 * questions,
        "the issuer was asked as often as it is to be",
      );
      await recognition.recognises(issue({}));
      if (later === undefined) await recognition.recognises(twin);
    },
  };
}

/** Everything that recognises tokens, as it is deployed, with a memory whose clock a test can put forward. */
async function askingRecognition() {
  const settings = attackedTokens();
  const text = () => Promise.resolve({ text: provider.secretText(), createdAt: 0 });
  const verifiers = await tokenVerifiers(settings, { secrets: () => text });
  const now = () => Date.now() + recognition.ahead;
  const memory = new TokenMemory(now);
  const answerTo = (token: string, remembering = memory) =>
    bearerTokenAuthenticator(
      settings,
      verifiers,
      remembering,
    )(asked("GET", "/", { authorization: `Bearer ${token}` }), noHurry);
  const recognition = {
    ahead: 0,
    async recognises(token: string): Promise<void> {
      for (const remembering of [memory, new TokenMemory(now)]) {
        const answer = await answerTo(token, remembering);
        assert.equal(answer.kind, "recognised", `the untouched twin: ${JSON.stringify(answer)}`);
      }
    },
    async ends(token: string, ends: string | { readonly fault: FaultCode }): Promise<void> {
      if (typeof ends === "string") assert.deepEqual(await answerTo(token), rejected(ends));
      else
        await assert.rejects(answerTo(token), (error) => error instanceof Fault && error.code === ends.fault);
    },
  };
  return recognition;
}

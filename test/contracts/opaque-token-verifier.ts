/** What every way of asking an issuer about an opaque token must do, whatever the issuer answers. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AskAboutToken } from "#adapters/tokens/ask-about-token";
import type { VerifiedToken } from "#core/authenticate/token/token-verifier";
import { Fault, type FaultCode } from "#core/fault";
import { type Behaviour, newToken, type Provider, providerForTests } from "#test/adapters/tokens/provider";
import { noHurry } from "#test/core/asked";

/** Noon of a day on which all of this happens. */
export const noon = Date.UTC(2026, 10, 26, 12);
const noonSeconds = noon / 1000;

/** One way of asking, made for a provider. */
export interface WayOfAsking {
  readonly name: string;
  /** Made with a clock that stands at noon, a skew of 30 seconds, and answers that are remembered so long. */
  readonly make: (provider: Provider, cacheSeconds: number, timeoutMilliseconds?: number) => AskAboutToken;
  /** Lets the provider know a token with these claims. */
  readonly issue: (provider: Provider, token: string, claims: object) => void;
  /** Fault codes, and statuses by which a provider says something about the caller or about us. */
  readonly unavailable: FaultCode;
  readonly invalid: FaultCode;
  readonly otherStatuses: readonly number[];
}

const hangUp = "an end of the connection";

/** Answers that are none, most of which repeat what they were asked. */
const noAnswers: Readonly<Record<string, Behaviour>> = {
  "a redirect": (_, response) => response.writeHead(307, { location: "/introspect" }).end(),
  "a redirect after a POST": (_, response) => response.writeHead(303, { location: "/user" }).end(),
  "an error that repeats the question": ({ headers, form }, response) =>
    response.writeHead(500).end(`${JSON.stringify(headers)} ${form}`),
  "a limit on how often it may be asked": (_, response) => response.writeHead(429).end("{}"),
  "nothing found": (_, response) => response.writeHead(404).end("{}"),
  "no content": (_, response) => response.writeHead(204).end(),
  "no status of an answer": (_, response) =>
    response.writeHead(201).end('{"active":true,"token_type":"Bearer"}'),
  [hangUp]: (_, __, message) => message.socket.destroy(),
  "half an answer": (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"active":true', () => response.destroy());
  },
  silence: () => {},
  "a drip": (_, response) => {
    const timer = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(timer));
  },
  "50 MB": (_, response) => {
    response.on("error", () => {});
    response.end(Buffer.alloc(50_000_000, " "));
  },
};

const invalidAnswers: Readonly<Record<string, string | Buffer>> = {
  "a page": "<!doctype html><title>Log in</title>",
  nothing: "",
  "a list": '[{"active":true,"token_type":"Bearer","sub":"u1"}]',
  "a text": '"active"',
  null: "null",
  true: "true",
  "two objects": '{"active":true,"token_type":"Bearer","sub":"u1"}{}',
  "a member said twice": '{"active":true,"token_type":"Bearer","sub":"u1","sub":"u2"}',
  "a member said twice in another spelling":
    '{"active":true,"token_type":"Bearer","sub":"u1","s\\u0075b":"u2"}',
  "another encoding": Buffer.from('{"active":true,"token_type":"Bearer","sub":"\xfc"}', "latin1"),
  "a time that is a word": '{"active":true,"token_type":"Bearer","sub":"u1","exp":"tomorrow"}',
  "a time that is a list": '{"active":true,"token_type":"Bearer","sub":"u1","nbf":[1]}',
  "a time that is null": '{"active":true,"token_type":"Bearer","sub":"u1","iat":null}',
};

/** Tests a way of asking. */
export function opaqueTokenVerifierContract({ name, make, issue, ...codes }: WayOfAsking): void {
  describe(`${name}: a token`, () => {
    const provider = providerForTests();

    function issued(claims: object = {}): string {
      const token = newToken();
      issue(provider, token, { sub: "u1", ...claims });
      return token;
    }

    async function verified(token: string, cacheSeconds = 60): Promise<VerifiedToken> {
      const answer = await make(provider, cacheSeconds)(token, noHurry);
      assert.ok(!("rejected" in answer), JSON.stringify(answer));
      return answer;
    }

    async function assertRejected(token: string, reason: string): Promise<void> {
      assert.deepEqual(await make(provider, 60)(token, noHurry), { rejected: reason });
    }

    async function assertFault(code: FaultCode, ask = make(provider, 60)): Promise<void> {
      const token = issued();
      const asked = provider.requests.length;
      await assert.rejects(ask(token, noHurry), (error) => {
        assert.ok(error instanceof Fault, String(error));
        assert.equal(error.code, code);
        assert.match(error.message, /tokens\.opaque\[\]/);
        for (const secret of [token, provider.client.secret]) assert.ok(!error.message.includes(secret));
        return true;
      });
      // A kept connection that ends before any answer may have ended before the question.
      const again = provider.behaviour === noAnswers[hangUp] ? 1 : 0;
      const times = provider.requests.length - asked;
      assert.ok(times >= 1 && times <= 1 + again, `asked ${times} times, so a redirect was followed`);
    }

    test("that is valid is verified with what the issuer says, of which nothing is kept", async () => {
      const token = issued({ scope: "wells:read", groups: ["hydrology"] });
      const asked = provider.requests.length;
      for (let time = 0; time < 2; time += 1) {
        const { claims } = await verified(token);
        assert.deepEqual([claims.sub, claims.scope, claims.groups], ["u1", "wells:read", ["hydrology"]]);
      }
      assert.equal(provider.requests.length, asked + 2);
    });

    test("may be remembered as long as configured, never past its end, and not at all for 0 seconds", async () => {
      assert.equal((await verified(issued())).rememberUntil, noon + 60_000);
      assert.equal((await verified(issued({ exp: noonSeconds + 5 }))).rememberUntil, noon + 5000);
      assert.equal((await verified(issued({ exp: noonSeconds + 500 }))).rememberUntil, noon + 60_000);
      assert.equal((await verified(issued(), 0)).rememberUntil, 0);
      // Accepted by the clock's skew alone: the time until which it is remembered is over already.
      assert.ok((await verified(issued({ exp: noonSeconds - 20 }))).rememberUntil < noon);
    });

    test("that the issuer does not know is not active", () => assertRejected(newToken(), "token_inactive"));

    test("is of its time, within the skew of clocks", async () => {
      await verified(issued({ exp: noonSeconds - 29, nbf: noonSeconds + 29, iat: noonSeconds + 99 }));
      await assertRejected(issued({ exp: noonSeconds - 30 }), "token_expired");
      await assertRejected(issued({ exp: 0 }), "token_expired");
      await assertRejected(issued({ nbf: noonSeconds + 31 }), "token_not_yet_valid");
    });

    test("is of the issuer that is asked, to the letter", async () => {
      await verified(issued({ iss: provider.url }));
      await assertRejected(issued({ iss: `${provider.url}/` }), "token_issuer_unknown");
    });

    for (const [what, behaviour] of Object.entries(noAnswers)) {
      test(`is neither valid nor not when the issuer gives ${what}`, async () => {
        provider.behaviour = behaviour;
        await assertFault(codes.unavailable, make(provider, 60, 200));
      });
    }

    for (const status of codes.otherStatuses) {
      test(`is neither valid nor not when the issuer answers with status ${status}`, async () => {
        provider.behaviour = ({ headers, form }, response) =>
          response.writeHead(status).end(JSON.stringify({ error: `${JSON.stringify(headers)} ${form}` }));
        await assertFault(codes.unavailable);
      });
    }

    for (const [what, body] of Object.entries(invalidAnswers)) {
      test(`is neither valid nor not when the issuer answers with ${what}`, async () => {
        provider.behaviour = (_, response) => response.end(body);
        await assertFault(codes.invalid);
      });
    }

    test("is waited for no longer than what is left of the decision's budget", async () => {
      provider.behaviour = () => {};
      const left = { remaining: () => 40 };
      await assert.rejects(make(provider, 60)(issued(), left), { code: "deadline_exceeded" });
    });

    test("is not asked about when the decision's budget is spent", async () => {
      const token = issued();
      await assert.rejects(make(provider, 60)(token, { remaining: () => 0 }), { code: "deadline_exceeded" });
      // Another question comes after whatever the first one could have sent, over a connection of its own or a kept one.
      await make(provider, 60)(issued(), noHurry);
      assert.ok(
        !provider.requests.some(({ headers, form }) => `${headers.authorization} ${form}`.includes(token)),
      );
    });
  });
}

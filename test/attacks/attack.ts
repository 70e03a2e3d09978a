/**
 * The form of an attack: an accepted token in which the titled thing alone is changed. Its untouched twin is recognised
 * before and after; the attack is refused both times it comes, each time anew, and leaves nothing behind.
 */
import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { jwtVerifier } from "#adapters/tokens/jwt-verifier";
import { type Authentication, rejected } from "#core/authenticate/authenticator";
import { bearerTokenAuthenticator } from "#core/authenticate/bearer-token";
import { TokenMemory, tokenKey } from "#core/authenticate/token/token-memory";
import type { JwtVerifier, OpaqueTokenVerifier } from "#core/authenticate/token/token-verifier";
import { Fault, type FaultCode } from "#core/fault";
import { asked, noHurry } from "#test/core/asked";
import { attackedSettings, type GeoKey, type IssuerName, issuers, soundGeo } from "./attacked-issuers.ts";
import { allAsked, answerAt, keyServer } from "./key-server.ts";
import type { SoundToken } from "./signed-token.ts";

/** An attack that can be run, and the reason or fault code by which it must end. */
export interface Attack {
  readonly title: string;
  readonly ends: string;
  run(): Promise<void>;
}

/** Whose token is attacked: an issuer's usual one, or one of `geo` that is signed by the key with this id. */
type Attacked = IssuerName | GeoKey;

/** Milliseconds after which no key set is used any more; the settings say an hour. */
const tooOld = 3_600_001;

const nobody: OpaqueTokenVerifier = { verify: () => Promise.reject(new Error("nobody is asked")) };

/** Everything that recognises JWTs, as it is deployed, with a clock that a test can put forward. */
export class Recognition {
  readonly #settings = attackedSettings(keyServer);
  readonly #verifier: JwtVerifier;
  readonly #memory: TokenMemory;
  /** Tokens that may be remembered, since they are accepted where they are shown as they should be. */
  readonly #recognised = new Set<string>();
  /** How often the verifier was asked: the memory was of no use so often. */
  verified = 0;
  /** Milliseconds by which the clock is ahead. */
  ahead = 0;

  constructor() {
    const now = () => Date.now() + this.ahead;
    const verifier = jwtVerifier(this.#settings, now);
    this.#memory = new TokenMemory(now);
    this.#verifier = {
      verify: (...question) => {
        this.verified++;
        return verifier.verify(...question);
      },
    };
  }

  /** The answer to one Authorization header, or to several. */
  answerTo(authorization: string | readonly string[], memory = this.#memory): Promise<Authentication> {
    const authenticate = bearerTokenAuthenticator(
      this.#settings,
      { jwt: this.#verifier, opaque: nobody },
      memory,
    );
    return authenticate(asked("GET", "/", { authorization }), noHurry);
  }

  /** The twin is recognised by what the memory has as well as without any. */
  async recognises(twin: SoundToken): Promise<void> {
    this.#recognised.add(twin.text);
    for (const memory of [this.#memory, new TokenMemory(Date.now)]) {
      const answer = await this.answerTo(`Bearer ${twin.text}`, memory);
      assert.equal(answer.kind, "recognised", `the untouched twin: ${JSON.stringify(answer)}`);
    }
  }

  /** The attack is refused each time it comes, for the same reason, and nobody remembers it. */
  async refuses(sent: string | readonly string[], reason: string): Promise<void> {
    const verifications: number[] = [];
    for (let times = 0; times < 2; times++) {
      const before = this.verified;
      assert.deepEqual(await this.answerTo(sent), rejected(reason));
      verifications.push(this.verified - before);
    }
    assert.equal(verifications[0], verifications[1], "the second time was judged like the first");
    for (const each of [sent].flat()) {
      const text = each.replace(/^\S+ +/, "");
      if (this.#recognised.has(text)) continue;
      assert.equal(this.#memory.recall(tokenKey("", text)), undefined, "nothing of it is remembered");
    }
  }

  /** The issuer has failed, and not the token: nobody is refused, and nothing that would be cached is answered. */
  async fails(sent: string, code: FaultCode): Promise<void> {
    for (let times = 0; times < 2; times++) {
      await assert.rejects(this.answerTo(sent), (error) => error instanceof Fault && error.code === code);
    }
  }
}

/**
 * An attack by what is sent in the Authorization header.
 * @param sent makes of the accepted token what is sent: a token, or whole values of the header in a list
 */
export function tokenAttack(
  title: string,
  ends: string,
  sent: (twin: SoundToken) => string | readonly string[],
  attacked: Attacked = "geo",
): Attack {
  return {
    title,
    ends,
    async run() {
      const recognition = new Recognition();
      const twin =
        attacked in issuers ? issuers[attacked as IssuerName].sound() : soundGeo(attacked as GeoKey);
      await recognition.recognises(twin);
      const fetches = allAsked();
      const attack = sent(twin);
      assert.notEqual(attack, twin.text);
      await recognition.refuses(typeof attack === "string" ? `Bearer ${attack}` : attack, ends);
      // An unknown key id may ask once for a newer set, within a cool-down; anything else asks nobody.
      assert.ok(allAsked() - fetches <= (ends === "token_key_unknown" ? 1 : 0), "nobody was called for it");
      await recognition.recognises(twin);
    },
  };
}

/**
 * An attack by what the key set of `geo` is, once the sound one has grown too old.
 * @param answer serves it
 * @param options `sent` is the token itself, or a forged one that the set would vouch for
 */
export function keySetAttack(
  title: string,
  ends: string | { readonly fault: FaultCode },
  answer: RequestListener,
  {
    sent = ({ text }: SoundToken): string => text,
    key = "rsa" as GeoKey,
    /** A request whose kept connection is reset is sent once more. */
    requests = 1,
  } = {},
): Attack {
  return {
    title,
    ends: typeof ends === "string" ? ends : ends.fault,
    async run() {
      const recognition = new Recognition();
      const twin = soundGeo(key);
      await recognition.recognises(twin);
      try {
        answerAt("/geo", answer);
        recognition.ahead += tooOld;
        const fetches = allAsked();
        const attack = `Bearer ${sent(twin)}`;
        if (typeof ends === "string") await recognition.refuses(attack, ends);
        else await recognition.fails(attack, ends.fault);
        assert.equal(allAsked() - fetches, requests, "the set was asked for once, and nothing else");
      } finally {
        answerAt("/geo");
      }
      recognition.ahead += tooOld;
      await recognition.recognises(twin);
    },
  };
}

/** The same attack with each of several values, one case each. */
export const eachOf = <Value>(values: readonly Value[], attack: (value: Value) => Attack): Attack[] =>
  values.map(attack);

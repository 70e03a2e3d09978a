/**
 * The form of an attack on API keys: a request that shows something which is not quite a key, or a key too many. Its
 * untouched twins are recognised before and after; the attack is refused each time it comes, for the same reason, and
 * asks the table no more than it may.
 */
import assert from "node:assert/strict";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { storesByForm } from "#adapters/api-keys/key-stores";
import { staticKeyStore } from "#adapters/api-keys/static-key-store";
import { apiKeyAuthenticator } from "#core/authenticate/api-key";
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { type Authentication, rejected } from "#core/authenticate/authenticator";
import { keySettings, managedKeys, newPepper } from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";
import { asked, noHurry } from "#test/core/asked";

/** An attack that can be run, and the reason code by which it must end. */
export interface KeyAttack {
  readonly title: string;
  readonly ends: string;
  run(): Promise<void>;
}

/** What a request shows, and where. */
export interface Shown {
  readonly header?: string | readonly string[];
  readonly authorization?: string | readonly string[];
  readonly parameter?: readonly string[];
}

/** The keys that an attack may start from. */
export interface AttackedKeys {
  readonly managed: string;
  readonly static: string;
  readonly pepper: string;
  readonly records: ReadonlyMap<string, KeyRecord>;
  /** Makes a key whose record has this. */
  issue(record: Partial<KeyRecord>): string;
}

/** A Basic credential. */
export const basic = (text: string | Uint8Array) => `Basic ${Buffer.from(text).toString("base64")}`;

/** Everything that recognises API keys, as it is deployed; the table and the secret are within. */
class Recognition {
  readonly keys: AttackedKeys;
  readonly #managed = managedKeys();
  readonly #answer: (shown: Shown) => Promise<Authentication>;

  constructor() {
    const { state, issue, find } = this.#managed;
    const { pepper } = state.secret;
    // With a letter that has a twin of the same look: U+212A is K to whoever normalizes.
    this.keys = {
      managed: issue(),
      static: `K-${newPepper()}`,
      pepper,
      records: state.records,
      issue,
    };
    const text = JSON.stringify({ pepper, keys: { statics: this.keys.static } });
    const secret = apiKeySecret(keySettings, async () => ({ text, createdAt: 0 }), Date.now);
    const store = storesByForm({ find }, staticKeyStore(secret, keySettings, Date.now));
    const places = { header: "X-API-Key", basic: true, queryParameter: "api_key" };
    const authenticate = apiKeyAuthenticator(places, store);
    this.#answer = ({ header, authorization, parameter }) => {
      const request = asked("GET", "/", {
        ...(header !== undefined && { "x-api-key": header }),
        ...(authorization !== undefined && { authorization }),
      });
      const query = parameter === undefined ? {} : { api_key: parameter };
      return authenticate({ ...request, query }, noHurry);
    };
  }

  /** Both kinds of key are recognised in every place. */
  async recognises(): Promise<void> {
    for (const [key, name] of [
      [this.keys.managed, "partner"],
      [this.keys.static, "statics"],
    ] as const) {
      for (const shown of [
        { header: key },
        { parameter: [key] },
        { authorization: basic(`${key}:`) },
        { authorization: basic(`anybody:${key}`) },
      ]) {
        const answer = await this.#answer(shown);
        assert.equal(answer.kind === "recognised" && answer.principal.id, name, "the untouched twin");
      }
    }
  }

  async refuses(shown: Shown, reason: string, reads: number): Promise<void> {
    const before = this.#managed.state.reads.length;
    for (let times = 0; times < 2; times++) {
      assert.deepEqual(await this.#answer(shown), rejected(reason));
    }
    assert.equal(this.#managed.state.reads.length - before, reads, "the table was asked as often as it may");
  }
}

/**
 * @param shown makes of accepted keys what is shown
 * @param reads how many records are looked up for it; none for what cannot be a key of this environment
 */
export function keyAttack(
  title: string,
  ends: string,
  shown: (keys: AttackedKeys) => Shown,
  reads = 0,
): KeyAttack {
  return {
    title,
    ends,
    async run() {
      const recognition = new Recognition();
      const attack = shown(recognition.keys);
      await recognition.recognises();
      await recognition.refuses(attack, ends, reads);
      await recognition.recognises();
    },
  };
}

/** The same text in every place, one case each. */
export function inEveryPlace(
  title: string,
  ends: string,
  text: (keys: AttackedKeys) => string,
  reads = 0,
): KeyAttack[] {
  return [
    keyAttack(`${title}, in the header`, ends, (keys) => ({ header: text(keys) }), reads),
    keyAttack(`${title}, in the query`, ends, (keys) => ({ parameter: [text(keys)] }), reads),
  ];
}

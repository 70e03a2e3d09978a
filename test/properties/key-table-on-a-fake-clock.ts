/** A table of managed keys whose changes, outages and slowness a test decides, in a time that the test moves; it remembers everything. */

import { mock } from "node:test";
import { ageingClock } from "#adapters/ageing-clock";
import { apiKeySecret } from "#adapters/api-keys/api-key-secret";
import { configuredManagedKeys } from "#adapters/api-keys/key-stores";
import type { KeyRecord, KeyState } from "#core/authenticate/api-key/key-record";
import { deadlineAfter } from "#core/deadline";
import { asFault } from "#core/fault";
import {
  type IssuedKey,
  issuedKey,
  keySettings,
  newPepper,
  unavailable,
} from "#test/adapters/api-keys/managed-keys-on-a-fake-clock";

/** How long records may be used, milliseconds. */
export const refreshTime = 20_000;

const pepper = newPepper();

/** Keys of this run; of which there is a record when, the test says. */
export const keys: readonly IssuedKey[] = Array.from({ length: 4 }, () => issuedKey(pepper));

/** Since when a key is in a state; `absent` has no record. */
interface Change {
  readonly at: number;
  readonly state: KeyState | "absent";
}

/** A request with a key, and what has become of it. */
export interface Asked {
  readonly key: number;
  readonly at: number;
  answered?: number;
  outcome?: string;
}

/** Until everything has happened that waits for nothing from outside. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Time, the table and all requests. */
export class FakeTable {
  /** The true time, milliseconds; what the function's clocks make of it, is below. */
  now = 0;
  up = true;
  slow = false;
  /** When the table was last down or slow, or the function frozen, or its clock wrong. */
  troubledAt = Number.NEGATIVE_INFINITY;
  readonly history: readonly Change[][] = keys.map((_, key) => [
    { at: 0, state: key === 0 ? "absent" : "active" },
  ]);
  readonly asked: Asked[] = [];
  /** Reads that found a record: of which key, and when they began. */
  readonly found: { readonly id: string; readonly began: number }[] = [];
  readonly #pending = new Set<() => void>();
  readonly #runTimeStops: boolean;
  #stopped = 0;
  #wrong = 0;
  readonly #store;

  /** @param runTimeStops whether the clock since the start stands still in a freeze; the other one is then never wrong */
  constructor(runTimeStops: boolean) {
    this.#runTimeStops = runTimeStops;
    const now = () => 1_800_000_000_000 + this.now + this.#wrong;
    const settings = { ...keySettings, refreshSeconds: refreshTime / 1000 };
    const secret = { text: JSON.stringify({ pepper, keys: {} }), createdAt: 0 };
    this.#store = configuredManagedKeys({
      settings,
      managed: { environment: "live", lastUse: true },
      secret: apiKeySecret(settings, async () => secret, now),
      table: { read: (id, timeout) => this.#read(id, timeout), noteUse: async () => {} },
      now,
      age: ageingClock(now, () => this.#runTime()),
    });
  }

  #runTime(): number {
    return this.now - this.#stopped;
  }

  change(key: number, state: Change["state"]): void {
    this.history[key]?.push({ at: this.now, state });
  }

  /** What a key is now. */
  stateOf(key: number): Change["state"] {
    return this.history[key]?.at(-1)?.state ?? "absent";
  }

  /** All that a key was from a time until now. */
  statesSince(key: number, time: number): readonly Change["state"][] {
    const changes = this.history[key] ?? [];
    const from = changes.findLastIndex(({ at }) => at <= time);
    return changes.slice(Math.max(0, from)).map(({ state }) => state);
  }

  /** Finds at its beginning or at its end, as the number of reads will have it: a strongly consistent read may do either. */
  #read(id: string, timeout: number): Promise<KeyRecord | undefined> {
    const began = this.now;
    const atOnce = this.#recordOf(id);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(false), timeout);
      const end = (answered: boolean) => {
        this.#pending.delete(answer);
        clearTimeout(timer);
        const record = this.found.length % 2 === 0 ? atOnce : this.#recordOf(id);
        if (answered && record !== undefined) this.found.push({ id, began });
        if (answered) resolve(record);
        else reject(unavailable());
      };
      const answer = () => end(this.up);
      if (this.slow) this.#pending.add(answer);
      else answer();
    });
  }

  #recordOf(id: string): KeyRecord | undefined {
    const key = keys.findIndex(({ record }) => record.id === id);
    const state = this.stateOf(key);
    const issued = keys[key];
    return issued === undefined || state === "absent" ? undefined : { ...issued.record, state };
  }

  async ask(asking: readonly number[]): Promise<void> {
    for (const key of asking) {
      const asked: Asked = { key, at: this.now };
      this.asked.push(asked);
      const end = (outcome: string) => Object.assign(asked, { outcome, answered: this.now });
      const deadline = deadlineAfter(2500, () => this.#runTime());
      this.#store.find(keys[key]?.text ?? "", deadline).then(
        (answer) => end("rejected" in answer ? answer.rejected : "accepted"),
        (failure) => end(asFault(failure).code),
      );
    }
    await settled();
  }

  /** Lets every slow answer come. */
  async answer(): Promise<void> {
    for (const answer of [...this.#pending]) answer();
    await settled();
  }

  /** Time goes by, in small steps while anything waits. */
  async wait(milliseconds: number): Promise<void> {
    for (const until = this.now + milliseconds; this.now < until; ) {
      const waits = this.#pending.size > 0 || this.asked.some(({ outcome }) => outcome === undefined);
      const step = waits ? Math.min(100, until - this.now) : until - this.now;
      this.now += step;
      mock.timers.tick(step);
      await settled();
    }
  }

  /** Time goes by for all but the function. */
  async freeze(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    if (this.#runTimeStops) this.#stopped += milliseconds;
    else mock.timers.tick(milliseconds);
    await settled();
  }

  /** The function's clock of the day is put forward or back. */
  jump(milliseconds: number): void {
    if (!this.#runTimeStops) this.#wrong += milliseconds;
  }
}

/** A map that knows which of its values nobody asked for the longest time; to ask costs a look-up and no more. */

/** A value between its neighbours in the order in which values were last asked for. */
interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  older: Entry<Value> | undefined;
  newer: Entry<Value> | undefined;
}

/**
 * The order is kept by links between the values: a `Map` keeps that of insertion, and to take a value out and put it
 * back whenever it is asked for costs more than everything else that is done for a known token.
 */
export class RecencyMap<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  #oldest: Entry<Value> | undefined;
  #newest: Entry<Value> | undefined;

  get size(): number {
    return this.#entries.size;
  }

  /** The value, which is then the one that was asked for last. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry !== this.#newest) {
      this.#unlink(entry);
      this.#append(entry);
    }
    return entry?.value;
  }

  /** Puts a value in as the one that was asked for last, and gives back the one in whose place it is, if any. */
  set(key: string, value: Value): Value | undefined {
    const displaced = this.delete(key);
    const entry = { key, value, older: undefined, newer: undefined };
    this.#entries.set(key, entry);
    this.#append(entry);
    return displaced;
  }

  /** Takes a value out, and gives it back if there was one. */
  delete(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#unlink(entry);
    return entry.value;
  }

  /** Takes out the value that nobody asked for the longest time, and gives it back if there was one. */
  deleteOldest(): Value | undefined {
    return this.#oldest && this.delete(this.#oldest.key);
  }

  #append(entry: Entry<Value>): void {
    entry.older = this.#newest;
    entry.newer = undefined;
    if (this.#newest === undefined) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
  }

  #unlink({ older, newer }: Entry<Value>): void {
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
  }
}

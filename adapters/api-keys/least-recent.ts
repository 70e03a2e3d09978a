/** A map of bounded size, from which what was used least recently goes. */
export class LeastRecent<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #most: number;

  /** @param most how many entries there may be */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key, which thereby counts as used. */
  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#most) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Removes a key, unless it has got another value meanwhile. */
  delete(key: string, value: Value): void {
    if (this.#entries.get(key) === value) this.#entries.delete(key);
  }
}

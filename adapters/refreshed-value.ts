/** A value from outside that requests share: fetched once however many ask, and kept until its maximum age. */
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";

/** Milliseconds, all of them. */
export interface RefreshTimes {
  /** How old the value may grow; it is not used a moment longer. */
  readonly maximumAge: number;
  /** From which age on it is fetched anew while it is still used; absent: only when it is too old. */
  readonly refreshAfter?: number;
  /** The least time between two fetches after a failure, on demand, or while a value is still used. */
  readonly cooldown: number;
  /** How long a fetch may take. */
  readonly timeout: number;
}

/** What else can be said of a value. */
export interface RefreshOptions<Value> {
  /** Counts as fetched at the start, so that nobody is asked for a first value. */
  readonly initial?: Value | undefined;
  /** Told of a fetch that failed while the known value is still used, and that no request learns of. */
  readonly onFailure?: ((failure: unknown) => void) | undefined;
}

interface Fetching<Value> {
  readonly began: number;
  readonly value: Promise<Value>;
}

/**
 * A fetch belongs to all who wait for it: each waits no longer than its own deadline, and a request whose budget is
 * spent neither begins a fetch nor spoils the one of the others.
 *
 * A function may be frozen while it fetches and thawed much later. Therefore a value is as old as the *beginning* of
 * its fetch, a fetch that has taken much longer than it may is waited for by nobody who comes later, its failure is
 * as if it had not been tried, and its value counts only as long as there is no newer one.
 *
 * A clock may be put right, and what was fetched in its future has no age: such a value is not used, because nobody
 * could say when it ends, and no cool-down lasts until the old time comes again.
 */
export class RefreshedValue<Value> {
  readonly #times: RefreshTimes;
  readonly #fetch: (timeoutMilliseconds: number) => Promise<Value>;
  readonly #now: () => number;
  readonly #onFailure: (failure: unknown) => void;
  #fetched: { readonly value: Value; readonly at: number; readonly order: number } | undefined;
  #failed: { readonly failure: unknown; readonly order: number } | undefined;
  /** Fetches are numbered in the order in which they began: times say nothing of that once a clock was put back. */
  #begun = 0;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #fetching: Fetching<Value> | undefined;

  /**
   * @param fetch throws a `Fault` when there is no value to be had
   * @param now milliseconds; monotonic or since 1970
   */
  constructor(
    times: RefreshTimes,
    fetch: (timeoutMilliseconds: number) => Promise<Value>,
    now: () => number,
    { initial, onFailure = () => {} }: RefreshOptions<Value> = {},
  ) {
    this.#times = times;
    this.#fetch = fetch;
    this.#now = now;
    this.#onFailure = onFailure;
    if (initial !== undefined) this.#fetched = { value: initial, at: now(), order: 0 };
  }

  /**
   * The value, fetched anew when it is too old.
   * @throws Fault when it cannot be had, or not before the deadline
   */
  async current(deadline: Deadline): Promise<Value> {
    const known = this.known();
    if (known !== undefined) return known;
    if (this.#ongoing() === undefined && this.#failed !== undefined && this.#coolsDown())
      throw this.#failed.failure;
    return this.#refreshed(deadline);
  }

  /**
   * A newer value than `known`, which did not do: asks for it at most once per cool-down, and gives `known` otherwise.
   * @throws Fault as `current` does
   */
  async newerThan(known: Value, deadline: Deadline): Promise<Value> {
    if (this.#fetched !== undefined && this.#fetched.value !== known) return this.#fetched.value;
    if (this.#ongoing() === undefined && this.#coolsDown()) {
      // Nobody can say whether there is a newer one.
      if (this.#failed !== undefined) throw this.#failed.failure;
      return known;
    }
    return this.#refreshed(deadline);
  }

  /** True while a value is the newest there is and not too old; also a reason to fetch the next one in time. */
  isCurrent(value: Value): boolean {
    return this.known() === value;
  }

  /**
   * The value that may be used at once, without anybody to wait for; one that is getting old is fetched anew meanwhile.
   */
  known(): Value | undefined {
    const age = this.#fetched === undefined ? Number.POSITIVE_INFINITY : this.#now() - this.#fetched.at;
    if (age < 0 || age >= this.#times.maximumAge) return undefined;
    const { refreshAfter = Number.POSITIVE_INFINITY } = this.#times;
    if (age >= refreshAfter && this.#ongoing() === undefined && !this.#coolsDown()) {
      const fetching = this.#begin();
      fetching.value.catch((failure) => {
        if (!this.#wasFrozen(fetching)) this.#onFailure(failure);
      });
    }
    return this.#fetched?.value;
  }

  #coolsDown(): boolean {
    const rested = this.#now() - this.#attemptedAt;
    return rested >= 0 && rested < this.#times.cooldown;
  }

  /** Timers are late, but a fetch that takes twice the time it may was frozen with the function. */
  #wasFrozen({ began }: { readonly began: number }): boolean {
    return this.#now() - began > 2 * this.#times.timeout;
  }

  #ongoing(): Fetching<Value> | undefined {
    if (this.#fetching !== undefined && this.#wasFrozen(this.#fetching)) this.#forget(this.#fetching);
    return this.#fetching;
  }

  #forget(fetching: Fetching<Value>): void {
    if (this.#fetching !== fetching) return;
    this.#fetching = undefined;
    if (this.#wasFrozen(fetching)) this.#attemptedAt = Number.NEGATIVE_INFINITY;
  }

  #refreshed(deadline: Deadline): Promise<Value> {
    const patience = deadline.remaining();
    if (patience <= 0) return Promise.reject(outOfTime());
    return atMost(patience, (this.#ongoing() ?? this.#begin()).value);
  }

  #begin(): Fetching<Value> {
    const began = this.#now();
    this.#attemptedAt = began;
    const value = this.#fetchOnce(began).finally(() => this.#forget(fetching));
    const fetching = { began, value };
    this.#fetching = fetching;
    return fetching;
  }

  async #fetchOnce(began: number): Promise<Value> {
    const order = ++this.#begun;
    try {
      const value = await this.#fetch(this.#times.timeout);
      if ((this.#fetched?.order ?? 0) < order) this.#fetched = { value, at: began, order };
      if ((this.#failed?.order ?? 0) < order) this.#failed = undefined;
      return value;
    } catch (failure) {
      if (!this.#wasFrozen({ began })) this.#failed = { failure, order };
      throw failure;
    }
  }
}

function atMost<Value>(milliseconds: number, value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(outOfTime()), milliseconds);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const outOfTime = () =>
  new Fault(
    "deadline_exceeded",
    "decision.budgetMilliseconds was spent before keys or a token could be had from outside",
  );

/** Records of managed keys as they were read a short while ago: known ones, and ids that nobody has. */
import type { KeyRecord } from "#core/authenticate/api-key/key-record";
import { type Deadline, shareOf } from "#core/deadline";
import { asFault, Fault } from "#core/fault";
import { RefreshedValue } from "../refreshed-value.ts";
import type { KeyTable } from "./key-table.ts";
import { LeastRecent } from "./least-recent.ts";
import { restedReads } from "./rested-reads.ts";

/** Milliseconds: how long the table may take to answer, and how long a read of one record is not repeated when it failed. */
const [timeout, cooldown] = [1500, 2000];

/** The age from which on a record that is still used is read anew, so that one failed read turns nobody away. */
const refreshShare = 0.75;

/** Milliseconds that a request waits for such a read at most. */
const refreshPatience = 200;

/** Milliseconds for which an id that nobody has is remembered: so long, a key that is made now may be refused. */
const unknownAge = 5000;

/** How many records, ids that nobody has, and reads of records that are not known there may be at once. */
const [mostKnown, mostUnknown, mostReads] = [10_000, 10_000, 100];

/** What a read gave; as old as its beginning. */
interface Reading {
  readonly record: KeyRecord | undefined;
  readonly began: number;
}

/**
 * Records are used until `maximumAge` after the beginning of their read and not a moment longer: what is older and
 * cannot be read anew is a fault. Ids that nobody has are apart from the known ones, so that strangers who make them up
 * push nobody out.
 */
export class RememberedRecords {
  readonly #read: KeyTable["read"];
  readonly #maximumAge: number;
  readonly #age: () => number;
  readonly #known = new LeastRecent<RefreshedValue<Reading>>(mostKnown);
  readonly #unknown = new LeastRecent<number>(mostUnknown);
  readonly #reads = new Map<string, { readonly began: number; readonly source: RefreshedValue<Reading> }>();

  /**
   * @param maximumAge milliseconds
   * @param age milliseconds, never put back
   */
  constructor(table: Pick<KeyTable, "read">, maximumAge: number, age: () => number) {
    this.#read = restedReads(table, age);
    this.#maximumAge = maximumAge;
    this.#age = age;
  }

  /**
   * The record of a key, `undefined` for an id that nobody has.
   * @throws Fault when the table does not say in time
   */
  async find(id: string, deadline: Deadline): Promise<KeyRecord | undefined> {
    if (this.#isUnknown(id)) return undefined;
    const known = this.#known.get(id);
    const source = known ?? this.#reads.get(id)?.source ?? this.#begin(id);
    const { record } = await this.#current(source, deadline);
    if (record === undefined) this.#known.delete(id, source);
    return record;
  }

  #isUnknown(id: string): boolean {
    const since = this.#unknown.get(id);
    if (since === undefined) return false;
    const isUnknown = this.#age() - since < Math.min(unknownAge, this.#maximumAge);
    if (!isUnknown) this.#unknown.delete(id, since);
    return isUnknown;
  }

  /** A reading that is not too old, also when the function was frozen while it waited for one. */
  async #current(source: RefreshedValue<Reading>, deadline: Deadline): Promise<Reading> {
    let reading = await source.current(deadline);
    if (this.#ageOf(reading) >= this.#maximumAge) reading = await source.current(deadline);
    if (this.#ageOf(reading) >= this.#maximumAge * refreshShare)
      reading = await this.#newer(source, reading, deadline);
    if (this.#ageOf(reading) >= this.#maximumAge) throw tooOld();
    return reading;
  }

  async #newer(source: RefreshedValue<Reading>, reading: Reading, deadline: Deadline): Promise<Reading> {
    const patience = shareOf(deadline, refreshPatience);
    try {
      return await source.newerThan(reading, { remaining: () => patience });
    } catch {
      return reading;
    }
  }

  #ageOf({ began }: Reading): number {
    return this.#age() - began;
  }

  #begin(id: string): RefreshedValue<Reading> {
    if (this.#reads.size >= mostReads) this.#forgetFrozen();
    if (this.#reads.size >= mostReads) throw tooMany();
    const times = { maximumAge: this.#maximumAge, cooldown, timeout };
    const source: RefreshedValue<Reading> = new RefreshedValue(
      times,
      (milliseconds) => this.#fetch(id, source, milliseconds),
      this.#age,
    );
    return source;
  }

  async #fetch(id: string, source: RefreshedValue<Reading>, milliseconds: number): Promise<Reading> {
    const began = this.#age();
    const read = { began, source };
    if (this.#known.get(id) !== source) this.#reads.set(id, read);
    try {
      const record = await this.#read(id, milliseconds);
      if (record === undefined) this.#unknown.set(id, began);
      else if (this.#reads.get(id) === read) this.#known.set(id, source);
      return { record, began };
    } catch (failure) {
      // There is a record, and it will be no better if every request reads it.
      if (asFault(failure).code === "key_record_invalid") this.#known.set(id, source);
      throw failure;
    } finally {
      if (this.#reads.get(id) === read) this.#reads.delete(id);
    }
  }

  /** Reads that took much longer than they may were frozen with the function. */
  #forgetFrozen(): void {
    for (const [id, { began }] of this.#reads) if (this.#age() - began > 2 * timeout) this.#reads.delete(id);
  }
}

const tooOld = () =>
  new Fault(
    "key_table_unavailable",
    "the record of a managed API key was too old when it came, as after a function was frozen: nothing has to be done unless it happens again",
  );

const tooMany = () =>
  new Fault(
    "key_table_unavailable",
    "too many managed API keys were looked up at once: if this is no attack, reserve more concurrency for the function",
  );

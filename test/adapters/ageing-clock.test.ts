/** The clock by which things grow old: neither a clock that is put back nor one that stands still makes them younger. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ageingClock } from "#adapters/ageing-clock";

function clocks() {
  const state = { day: 1_000_000, run: 50 };
  const age = ageingClock(
    () => state.day,
    () => state.run,
  );
  return { state, age };
}

test("it goes on with both clocks, by as much as they do", () => {
  const { state, age } = clocks();
  const start = age();
  state.day += 10;
  state.run += 10;
  assert.equal(age() - start, 10);
  assert.equal(age() - start, 10);
});

test("it goes on when the clock of the day is put back, and does not jump when it is put right again", () => {
  const { state, age } = clocks();
  const start = age();
  state.day -= 3600;
  state.run += 10;
  assert.equal(age() - start, 10);
  state.day += 10;
  state.run += 10;
  assert.equal(age() - start, 20);
});

test("it goes on when the clock since the start stands still in a freeze", () => {
  const { state, age } = clocks();
  const start = age();
  state.day += 3600;
  assert.equal(age() - start, 3600);
});

test("it never goes back", () => {
  const { state, age } = clocks();
  const start = age();
  state.day -= 10;
  state.run -= 10;
  assert.equal(age(), start);
});

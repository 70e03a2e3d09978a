/** How often every decision is measured. */

const rounds = 100;
const operationsPerRound = 60;
const warmUp = 2000;

/** `calls` is how often each operation is run altogether: so many tokens are needed that are shown once. */
export const effort = { warmUp, rounds, operationsPerRound, calls: warmUp + rounds * operationsPerRound };

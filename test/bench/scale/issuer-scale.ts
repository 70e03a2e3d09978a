/** A quiet process: the decision about a token, with more and more issuers whose tokens come in turn. */
import { accessRules } from "../subject/access-rules.ts";
import { type DeployedFunction, deployedFunction } from "../subject/deployed-function.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { mustAllow } from "../subject/right-answer.ts";
import { eventOfTokens, type ShownToken, shownTokens } from "../subject/shown-tokens.ts";
import { type BenchmarkIssuer, newIssuer } from "../subject/token-issuer.ts";
import { counted, sizedTimes } from "./sized-times.ts";
import { wiredHandler } from "./wired-handler.ts";

const sizes = [1, 5, 20] as const;

/** Tokens that come again, at each size: one of every issuer, or several of each. */
const callers = 20;

const effort = { warmUp: 500, rounds: 80, operationsPerRound: 50 };
const freshTokens = effort.warmUp + effort.rounds * effort.operationsPerRound;

workQuietly(async () => {
  const issuers = Array.from({ length: Math.max(...sizes) }, (_, index) =>
    newIssuer("RS256", `https://login-${index}.example.org/realms/geo`),
  );
  const made = await Promise.all(sizes.map((size) => decisionsOf(issuers.slice(0, size))));
  const control = await decisionsOf(issuers.slice(0, sizes[0]));
  try {
    const times = (kind: "fresh" | "seen", tokens: string) => {
      const sized = made.map((each) => ({ name: `${each.name}, ${tokens}`, run: each[kind] }));
      return sizedTimes(sized, control[kind], effort);
    };
    return [await times("fresh", "tokens not seen before"), await times("seen", "tokens seen before")];
  } finally {
    for (const { deployed } of [...made, control]) await deployed.remove();
  }
});

async function decisionsOf(issuers: readonly BenchmarkIssuer[]) {
  const deployed: DeployedFunction = await deployedFunction({ accessRules }, issuers);
  const handler = wiredHandler(deployed);
  const event = eventOfTokens();
  const [unseen, known] = [shownTokens(issuers, freshTokens), shownTokens(issuers, callers)];
  for (const token of known) await mustAllow(`${issuers.length} issuers`, handler, event(token));
  const shown = (tokens: readonly ShownToken[]) => (call: number) => {
    const token = tokens[call % tokens.length];
    return token && handler(event(token));
  };
  const name = counted(issuers.length, "issuer", "issuers");
  return { name, deployed, fresh: shown(unseen), seen: shown(known) };
}

/** A quiet process: the decision about a token seen before, with more and more collections in the access rules. */
import type { AccessRule } from "#core/settings/access-rules";
import { deployedFunction } from "../subject/deployed-function.ts";
import { workQuietly } from "../subject/quiet-process.ts";
import { tokenEvent } from "../subject/request.ts";
import { mustAllow, mustDeny } from "../subject/right-answer.ts";
import { newIssuer } from "../subject/token-issuer.ts";
import { counted, sizedTimes, spread } from "./sized-times.ts";
import { wiredHandler } from "./wired-handler.ts";

const sizes = [10, 1_000, 10_000] as const;

/** Collections that are asked for in turn, at each size. */
const asked = 10;

const effort = { warmUp: 2000, rounds: 100, operationsPerRound: 200 };

const issuer = newIssuer("RS256");

workQuietly(async () => {
  const sized = [];
  for (const size of sizes) {
    const name = counted(size, "collection in the rules", "collections in the rules");
    sized.push({ name, run: await decisionsAbout(size) });
  }
  const control = await decisionsAbout(sizes[0]);
  return [await sizedTimes(sized, control, effort)];
});

/** One rule for each collection, as an import of another server's rules gives them. */
async function decisionsAbout(size: number) {
  const names = Array.from({ length: size }, (_, index) => `wells-of-region-${index}`);
  const deployed = await deployedFunction({ accessRules: names.map(ruleOn) }, [issuer]);
  const handler = wiredHandler(deployed);
  const token = issuer.token();
  const events = spread(names, asked).map((name) => tokenEvent(token, name));
  for (const event of events) await mustAllow(`${size} collections`, handler, event);
  await mustDeny(`${size} collections`, handler, tokenEvent(token, `wells-of-region-${size}`));
  await deployed.remove();
  return (call: number) => handler(events[call % asked]);
}

const ruleOn = (name: string): AccessRule => ({
  who: { scope: "wells:read" },
  may: ["read"],
  on: { collections: [name] },
});

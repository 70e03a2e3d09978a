/** `npm run bench -- <name…> [--endpoint <address>]`: measures, and prints what was measured on which machine. */
import { parseArgs } from "node:util";
import { benchmarks } from "./benchmarks.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { endpoint: { type: "string" } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
if (positionals.length === 0 || unknown.length > 0) {
  console.error(
    `npm run bench -- <name…> [--endpoint <address>]; benchmarks: ${Object.keys(benchmarks).join(", ")}`,
  );
  process.exitCode = 2;
} else {
  for (const name of positionals) {
    const run = await benchmarks[name]?.();
    await run?.({ endpoint: values.endpoint, print: (line) => console.log(line) });
  }
}

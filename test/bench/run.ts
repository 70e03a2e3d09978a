/**
 * `npm run bench` measures everything and writes docs/performance.md; `npm run bench -- <name…>` measures what is named
 * and prints it.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type BenchmarkOptions, benchmarks } from "./benchmarks.ts";
import type { Findings } from "./findings.ts";
import { otherRuntimeHelp } from "./processes/other-runtime.ts";
import { machineLines, runLines } from "./report/machine.ts";
import { measuredCosts } from "./report/measured-costs.ts";
import { performanceDocument } from "./report/performance-document.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    endpoint: { type: "string" },
    with: { type: "string", multiple: true, default: [] },
    "with-runtime": { type: "string" },
    output: { type: "string", default: "docs/performance.md" },
  },
});
const everything = Object.keys(benchmarks).filter((name) => !benchmarks[name]?.onlyWhenAsked);
const names = [...(positionals.length === 0 ? everything : positionals), ...values.with];
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(
    `there is no benchmark ${unknown.join(", ")}: npm run bench -- [<name…>] [--with <name>] ` +
      `[--with-runtime <bootstrap>] [--endpoint <address>] [--output <file>]; benchmarks: ${Object.keys(benchmarks).join(", ")}\n${otherRuntimeHelp}`,
  );
  process.exitCode = 2;
} else {
  const options: BenchmarkOptions = {
    endpoint: values.endpoint,
    otherRuntime: values["with-runtime"],
    progress: (line) => console.error(line),
  };
  const found: Findings[] = [];
  for (const name of Object.keys(benchmarks).filter((each) => names.includes(each))) {
    console.error(`measuring: ${name}`);
    try {
      const run = await benchmarks[name]?.load();
      if (run !== undefined) found.push(await run(options));
    } catch (error) {
      // The others are measured all the same; a document that leaves one out is not written.
      console.error(`${name} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
  const words = process.argv.slice(2);
  const command = ["npm run bench", ...(words.length === 0 ? [] : ["--", ...words])].join(" ");
  const packages = ["@open-policy-agent/opa-wasm", "aws-jwt-verify", "jose"];
  const document = performanceDocument(
    command,
    [...runLines(new Date()), ...machineLines(packages)],
    [...found, ...measuredCosts(found)],
  );
  console.log(document);
  if (positionals.length === 0 && process.exitCode === undefined) writeFileSync(values.output, document);
}

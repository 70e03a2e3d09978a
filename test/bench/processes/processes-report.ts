/** Tells cold starts and warm invocations of whole processes, and how far F4 and F5 are met. */
import { type JudgedLimit, millisecondsLimit, ratioLimit } from "../findings.ts";
import { pairedDifference, pairedRatioOf } from "../in-turn.ts";
import { median, percentileOf } from "../measure.ts";
import { time } from "../report/times-table.ts";
import type { ColdFigures } from "./cold.ts";
import type { WarmFigures } from "./warm.ts";

/** A table of cold starts; the first contestant is what the others are held against. */
export function coldTable(figures: readonly ColdFigures[]): readonly string[] {
  const [empty] = figures;
  if (empty === undefined) return [];
  return [
    "| cold | p50 | slowest | CPU | until its first event | first decision | over an empty handler | ratio | memory |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...figures.map((each) =>
      row(
        each.contestant.name,
        milliseconds(median(each.total)),
        milliseconds(percentileOf(each.total, 100)),
        each.cpu.length === 0 ? "–" : milliseconds(median(each.cpu)),
        milliseconds(median(each.init)),
        milliseconds(median(each.first)),
        each === empty ? "" : milliseconds(pairedDifference(each.total, empty.total)),
        each === empty ? "" : `${pairedRatioOf(each.total, empty.total).toFixed(2)} ×`,
        megabytes(each.memory),
      ),
    ),
  ];
}

/** A table of warm invocations; the first contestant is what the others are held against. */
export function warmTable(figures: readonly WarmFigures[]): readonly string[] {
  const [empty] = figures;
  if (empty === undefined) return [];
  return [
    "| warm | p50 | p99 | CPU | p50 over an empty handler | memory |",
    "|---|--:|--:|--:|--:|--:|",
    ...figures.map((each) =>
      row(
        each.contestant.name,
        time(percentileOf(each.times, 50)),
        time(percentileOf(each.times, 99)),
        each.cpu.length === 0 ? "–" : time(median(each.cpu)),
        each === empty ? "" : overEmpty(each, empty),
        megabytes(each.memory),
      ),
    ),
  ];
}

const overEmpty = (each: WarmFigures, empty: WarmFigures) => {
  const difference = pairedDifference(each.medians, empty.medians);
  return difference < 0 ? `−${time(-difference)}` : time(difference);
};

/**
 * F4: the cold start of ours against that of an empty handler.
 * @param of names of contestants
 */
export function coldLimits(figures: readonly ColdFigures[], of: readonly string[]): readonly JudgedLimit[] {
  const [empty] = figures;
  if (empty === undefined) return [];
  return figures
    .filter(({ contestant }) => of.includes(contestant.name))
    .flatMap(({ contestant: { name }, total }) => [
      ratioLimit("F4", `cold, ${name}`, pairedRatioOf(total, empty.total), 1.6, "an empty handler"),
      millisecondsLimit(
        "F4",
        `cold, ${name}`,
        pairedDifference(total, empty.total),
        28,
        "over an empty handler",
      ),
    ]);
}

/**
 * F5: what a warm invocation of ours takes over an empty handler.
 * @param limits milliseconds by the contestant's name
 */
export function warmLimits(
  figures: readonly WarmFigures[],
  limits: Readonly<Record<string, number>>,
): readonly JudgedLimit[] {
  const [empty] = figures;
  if (empty === undefined) return [];
  return figures.flatMap(({ contestant: { name }, medians }) => {
    const most = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (most === undefined) return [];
    const difference = pairedDifference(medians, empty.medians) / 1000;
    return [millisecondsLimit("F5", `warm, ${name}`, difference, most, "over an empty handler")];
  });
}

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
/** Below zero only as the noise of a difference. */
const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
const megabytes = (values: readonly number[]) =>
  values.length === 0 ? "–" : `${median(values).toFixed(0)} MB`;

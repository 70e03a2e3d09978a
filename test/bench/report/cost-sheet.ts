/** What a million requests cost, computed from measured durations and public prices. */
import { type Price, prices, pricesOf } from "./prices.ts";

/** What was measured at one memory size. */
export interface BilledSize {
  readonly memoryMegabytes: number;
  /** The mean of what is billed for a decision in an environment that runs: whole milliseconds, each begun one counted. */
  readonly billedMilliseconds: number;
  /** From the start of an environment to its first answer; all of it is billed since August 2025. */
  readonly coldMilliseconds: number;
}

/** Of which shares of requests find a new environment: AWS speaks of under 1 % in production. */
const coldShare = 0.01;

const million = 1e6;
const hoursOfMonth = 730;

/** An authorizer that always runs: two of the smallest containers, so that one may fail, behind a load balancer. */
const containers = { count: 2, processors: 0.25, gigabytes: 0.5 };

/** USD for a million requests, by what is paid. */
export interface MillionRequests {
  readonly requests: number;
  readonly duration: number;
  readonly coldStarts: number;
  readonly log: number;
  readonly total: number;
}

/** Bytes of a decision line, of which those for metrics are there with the setting `monitoring` alone. */
export interface LineBytes {
  readonly line: number;
  readonly metrics: number;
}

/**
 * USD for a million requests.
 * @param lineBytes of the decision line
 */
export function costOfMillion(size: BilledSize, lineBytes: number): MillionRequests {
  const { memoryMegabytes, billedMilliseconds, coldMilliseconds } = size;
  const usdOf = (milliseconds: number) =>
    (milliseconds / 1000) * (memoryMegabytes / 1024) * prices.lambdaGigabyteSecond.usd;
  const requests = million * prices.lambdaRequest.usd;
  const duration = million * (1 - coldShare) * usdOf(billedMilliseconds);
  const coldStarts = million * coldShare * usdOf(Math.ceil(coldMilliseconds));
  const log = logPrice(lineBytes);
  return { requests, duration, coldStarts, log, total: requests + duration + coldStarts + log };
}

/** USD for a million lines. */
const logPrice = (bytes: number) => ((million * bytes) / 1e9) * prices.logGigabyte.usd;

/** USD for a month of an authorizer in containers, whatever is asked of it. */
export function containerMonth(): number {
  const { count, processors, gigabytes } = containers;
  const { containerProcessorHour, containerGigabyteHour, loadBalancerHour } = prices;
  const container = processors * containerProcessorHour.usd + gigabytes * containerGigabyteHour.usd;
  return hoursOfMonth * (count * container + loadBalancerHour.usd);
}

/**
 * The cost sheet in Markdown.
 * @param sizes the sizes that were measured, smallest first
 * @param usual the memory size that the settings have by default, in MB
 */
export function costSheet(
  sizes: readonly BilledSize[],
  { line, metrics }: LineBytes,
  usual: number,
): readonly string[] {
  const rows = sizes.map((size) => {
    const cost = costOfMillion(size, line);
    const cells = [cost.requests, cost.duration, cost.coldStarts, cost.log, cost.total].map(usd);
    const name = `${size.memoryMegabytes} MB${size.memoryMegabytes === usual ? " (default)" : ""}`;
    return `| ${[name, `${size.billedMilliseconds.toFixed(2)} ms`, ...cells].join(" | ")} |`;
  });
  const usualSize = sizes.find(({ memoryMegabytes }) => memoryMegabytes === usual) ?? sizes[0];
  return [
    "USD for a million requests, the authorizer alone: neither API Gateway nor the backend.",
    `${percent(coldShare)} of the requests find a new environment, of which the whole start is billed.`,
    `The decision line has ${line} bytes; with \`monitoring\` it has ${metrics} more, which are ${usd(logPrice(metrics))} USD more.`,
    "",
    "| memory | billed, warm | requests | duration | cold starts | log | all |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows,
    "",
    ...(usualSize === undefined ? [] : byHitRate(costOfMillion(usualSize, line).total)),
    "",
    `Prices of US East (N. Virginia), ${pricesOf}, on demand, first tier, without what is free:`,
    "",
    ...Object.values(prices).map(
      ({ usd: each, unit, page }: Price) => `- ${plain(each)} USD a ${unit} (${page})`,
    ),
  ];
}

function byHitRate(total: number): readonly string[] {
  const month = containerMonth();
  const breakEven = Math.round(month / total);
  const { count, processors, gigabytes } = containers;
  return [
    "API Gateway can keep answers of an authorizer, at no price of its own; this product does not let it yet (its cache",
    "is off), so this is on paper:",
    "",
    "| requests that API Gateway answers from its cache | USD a million |",
    "|---|--:|",
    ...[0, 0.5, 0.9, 0.99].map((rate) => `| ${percent(rate)} | ${usd(total * (1 - rate))} |`),
    "",
    `Beside it, ${count} containers that always run (Fargate on arm64, each ${processors} vCPU and ${gigabytes} GB) behind a load`,
    `balancer are ${usd(month)} USD a month without a request and without logs: as much as the authorizer costs for`,
    `${breakEven} million requests.`,
  ];
}

const usd = (value: number) => value.toFixed(value < 1 ? 3 : 2);
const percent = (share: number) => `${Math.round(share * 100)} %`;
/** Without an exponent, however small. */
const plain = (value: number) => value.toFixed(10).replace(/\.?0+$/, "");

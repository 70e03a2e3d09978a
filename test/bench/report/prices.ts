/** The public prices that the cost sheet is computed from: US East (N. Virginia), on demand, first tier, without the free one. */

/** One price: USD for a unit, and the page on which AWS publishes it. */
export interface Price {
  readonly usd: number;
  readonly unit: string;
  readonly page: string;
}

/** When the prices were looked up; they change, and differ from region to region. */
export const pricesOf = "November 2026";

const lambda = "https://aws.amazon.com/lambda/pricing/";
const fargate = "https://aws.amazon.com/fargate/pricing/";

/** By what is paid. */
export const prices = {
  lambdaRequest: { usd: 0.2 / 1e6, unit: "request of Lambda", page: lambda },
  lambdaGigabyteSecond: { usd: 0.0000133334, unit: "GB-second of Lambda on arm64", page: lambda },
  logGigabyte: {
    usd: 0.5,
    unit: "GB of a function's log taken in",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
  },
  containerProcessorHour: { usd: 0.03238, unit: "vCPU-hour of Fargate on arm64", page: fargate },
  containerGigabyteHour: { usd: 0.00356, unit: "GB-hour of Fargate on arm64", page: fargate },
  loadBalancerHour: {
    usd: 0.0225,
    unit: "hour of an Application Load Balancer",
    page: "https://aws.amazon.com/elasticloadbalancing/pricing/",
  },
} as const satisfies Readonly<Record<string, Price>>;

/** Patterns of ARNs, as policies and permissions hold them. */
import { wildcardMatches } from "./wildcards.ts";

/**
 * The segments of an ARN: `arn`, partition, service, region, account and resource; the resource keeps its colons.
 * Source: IAM user guide, "Amazon Resource Names (ARNs)".
 */
function segments(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/**
 * Whether a text is a pattern that is understood: `*` alone, a whole ARN, or the beginning of one that ends in `*`.
 * The first three segments hold no wildcard where IAM allows none ("You can't use a wildcard in the service segment").
 */
export function isArnPattern(pattern: string): boolean {
  if (pattern === "*") return true;
  const parts = segments(pattern);
  const [start, , service = ""] = parts;
  if (start !== "arn" || /[*?]/.test(service) || service === "") return false;
  return parts.length === 6 || (parts.length >= 4 && pattern.endsWith("*"));
}

/**
 * Whether an ARN matches a pattern: segment by segment, wildcards within each, `/` being a character like any other;
 * what ends in `*` before its sixth segment goes on across the following ones.
 */
export function arnMatches(pattern: string, arn: string): boolean {
  if (!isArnPattern(pattern)) return false;
  if (pattern === "*") return true;
  const expected = segments(pattern);
  const last = expected.length - 1;
  const given = segments(arn);
  const actual = [...given.slice(0, last), given.slice(last).join(":")];
  return expected.every((part, index) => wildcardMatches(part, actual[index] ?? ""));
}

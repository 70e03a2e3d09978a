/** What API Gateway takes from a client at most. */

/** Bytes of a payload: 10 MB (Amazon API Gateway developer guide, "API Gateway quotas"). */
export const largestPayload = 10_485_760;

/** Bytes of the request line and of all header values (the same page). */
const largestHead = 10_240;

/** Bytes that an event or an answer of a synchronously invoked function may have (AWS Lambda quotas: 6 MB). */
export const largestFunctionPayload = 6_291_556;

/** Whether the request line and the values of the headers are more than is taken. */
export function headTooLarge(
  method: string,
  target: string,
  httpVersion: string,
  rawHeaders: readonly string[],
): boolean {
  const line = `${method} ${target} HTTP/${httpVersion}`.length;
  const values = rawHeaders.reduce((sum, text, index) => (index % 2 === 1 ? sum + text.length : sum), 0);
  return line + values > largestHead;
}

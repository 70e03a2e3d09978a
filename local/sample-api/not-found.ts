/** The answer for whatever there is not. */
import { type Answer, exception } from "./answer.ts";

/** The same words in every case. */
export function notFound(): Answer {
  return exception(404, "NotFound", "There is no such resource.");
}

/** The name of a setting that was probably meant by one that nobody reads. */
import { lettersBetween } from "#core/settings/mistakes/nearest-id";

/** Most letters that are wrong in a name that is still recognised. */
const mostWrong = 2;

/** Of shorter names too many words are near. */
const shortestRecognised = 9;

/** Of known names the nearest, capitals for the same; `undefined` where none is near. */
export function nearlyNamed(name: string, known: Iterable<string>): string | undefined {
  const upper = name.toUpperCase();
  let nearest: string | undefined;
  let least = mostWrong + 1;
  for (const each of known) {
    if (each !== upper && each.length < shortestRecognised) continue;
    if (Math.abs(each.length - upper.length) >= least) continue;
    const wrong = lettersBetween(upper, each);
    if (wrong < least) [nearest, least] = [each, wrong];
  }
  return nearest;
}

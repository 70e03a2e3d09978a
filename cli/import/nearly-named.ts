/** The name of a setting that was probably meant by one that nobody reads. */
import { nearestId } from "#core/settings/mistakes/nearest-id";

/** Most letters that are wrong in a name that is still recognised. */
const mostWrong = 2;

/** Of shorter names too many words are near. */
const shortestRecognised = 9;

/** Of known names, which are in capitals, the nearest, capitals for the same; `undefined` where none is near. */
export function nearlyNamed(name: string, known: Iterable<string>): string | undefined {
  const upper = name.toUpperCase();
  const recognised = [...known].filter((each) => each === upper || each.length >= shortestRecognised);
  return nearestId(upper, recognised, mostWrong);
}

/** The remedy for such a name: what it was meant for would be ignored by the product. */
export const misspelt = (product: string, meant: string): string =>
  `is no name of ${product}'s, which passes over it without a word: write ${meant}, or take it out`;

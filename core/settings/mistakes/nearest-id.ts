/** The id that was probably meant. */

/**
 * Of known ids the one that is the fewest changed, added or left out letters away (V. I. Levenshtein, 1966), capitals
 * for the same; of several the first.
 * @param mostLetters how many such letters an id may be away
 * @returns `undefined` where none is known that is near enough
 */
export function nearestId(
  id: string,
  known: Iterable<string>,
  mostLetters = Number.POSITIVE_INFINITY,
): string | undefined {
  const meant = id.toLowerCase();
  let nearest: string | undefined;
  let least = mostLetters + 1;
  for (const candidate of known) {
    // So many letters at least are between texts of different length.
    if (Math.abs(candidate.length - id.length) >= least) continue;
    const distance = lettersBetween(meant, candidate.toLowerCase());
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

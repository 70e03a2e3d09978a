/** Wildcards of IAM: `*` is any number of characters, `?` exactly one. */

/**
 * Whether the whole text matches the pattern; case counts. In time that grows with the product of both lengths at
 * worst, whatever the pattern.
 * Source: IAM user guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs".
 */
export function wildcardMatches(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let afterStar = -1;
  let starEnd = 0;
  while (inText < text.length) {
    const expected = pattern[inPattern];
    if (expected === "*") {
      afterStar = ++inPattern;
      starEnd = inText;
    } else if (expected === "?" || expected === text[inText]) {
      inPattern++;
      inText++;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      inText = ++starEnd;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}

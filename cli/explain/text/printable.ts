/** Keeps control characters of claims, paths and policies' answers away from the terminal. */

/** The text with every control character but line ends written as JSON would: text within JSON stays what it is. */
export function printable(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

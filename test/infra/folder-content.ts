/** What is in a folder, to compare two folders with each other. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every file below the folder by its relative path with `/`, with its bytes as text of one character a byte. */
export function folderContent(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const content = files.map(({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file).replaceAll("\\", "/"), readFileSync(file, "latin1")] as const;
  });
  return Object.fromEntries(content.sort(([one], [other]) => (one < other ? -1 : 1)));
}

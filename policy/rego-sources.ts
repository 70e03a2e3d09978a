/** The Rego files that a compiled policy is made of, and the hashes by which a change of them is noticed. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** SHA-256 in hexadecimal digits of every source by its path below the root, with `/` on every system. */
export type SourceHashes = Readonly<Record<string, string>>;

/** Sources and tests below a root, as sorted paths with `/` on every system; the compiled form is neither. */
export function regoFiles(root: string): { readonly sources: string[]; readonly tests: string[] } {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".rego"))
    .sort();
  const isTest = (file: string) => file.endsWith("_test.rego");
  return { sources: files.filter((file) => !isTest(file)), tests: files.filter(isTest) };
}

/** Hashes the sources below a root; line ends count as LF, because Git may have checked them out as CRLF. */
export function sourceHashes(root: string): SourceHashes {
  const hashes: Record<string, string> = {};
  for (const file of regoFiles(root).sources) {
    hashes[file] = sha256(readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n"));
  }
  return hashes;
}

/** One hash over all of them: of their lines `<hash>  <path>`, as `sha256sum` would write them. */
export function hashOfAll(hashes: SourceHashes): string {
  return sha256(
    Object.entries(hashes)
      .map(([file, hash]) => `${hash}  ${file}\n`)
      .join(""),
  );
}

/** SHA-256 in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** One file out of an OPA bundle. */
import { gunzipSync } from "node:zlib";

const block = 512;

/**
 * Reads a file from a bundle: a gzip-compressed tar archive (POSIX.1-1988 ustar), as `opa build` writes it.
 * @param path as in the bundle, with a leading slash
 * @throws Error when the bundle has no such file
 */
export function bundleFile(bundle: Uint8Array, path: string): Buffer {
  const archive = gunzipSync(bundle);
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const name = text(archive, at, 100);
    const size = Number.parseInt(text(archive, at + 124, 12), 8);
    const content = at + block;
    if (!Number.isSafeInteger(size) || content + size > archive.length) break;
    if (name === path) return Buffer.from(archive.subarray(content, content + size));
    at = content + Math.ceil(size / block) * block;
  }
  throw new Error(`the bundle that opa built has no whole file ${path}`);
}

/** A field of the header: up to its first NUL. */
function text(archive: Buffer, start: number, length: number): string {
  const field = archive.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end).trim();
}

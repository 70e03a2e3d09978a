/** A folder that is gone when its test is over. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";

/** Makes a folder for the running test, or for all tests of a suite when called in its body. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "ogc-api-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

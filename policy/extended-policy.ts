/** A policy that extends the one that ships: its Rego beside ours in one folder, as a build takes it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("ogcapi", import.meta.url));

/**
 * Runs with a root that holds the policy that ships and the packages in a folder; it is gone afterwards. Paths below the
 * root are the same wherever it lies, and so are the bytes of what is compiled.
 */
export function withExtendedPolicy<Result>(packages: string, use: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), "policy-extended-"));
  try {
    cpSync(packages, root, { recursive: true });
    cpSync(shipped, join(root, "ogcapi"), { recursive: true });
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What a benchmark leaves behind on the machine, undone also where it is interrupted. */

const toUndo = new Set<() => void>();
let watching = false;

/**
 * Undoes something when the returned function is called, and at the latest when this process ends, by SIGINT and
 * SIGTERM, too; what came last is undone first. SIGKILL alone undoes nothing.
 * @param undo synchronous; called once
 */
export function undoneAtExit(undo: () => void): () => void {
  watch();
  const once = () => {
    if (toUndo.delete(once)) undo();
  };
  toUndo.add(once);
  return once;
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.once("exit", undoAll);
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
}

/** One that fails must not keep the others. */
function undoAll(): void {
  for (const undo of [...toUndo].reverse()) {
    try {
      undo();
    } catch (error) {
      process.stderr.write(`left behind by the benchmark: ${String(error)}\n`);
    }
  }
}

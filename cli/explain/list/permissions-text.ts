/** All that a caller may do, as a person reads it on a terminal. */
import { callerText } from "#cli/explain/text/explanation-text";
import type { Permission, Permissions } from "./permissions.ts";

/**
 * The whole text, with a line end.
 * @param source where the ids come from
 */
export function permissionsText(
  { principal, rejected, parts, collections, processes }: Permissions,
  source: string,
  remarks: readonly string[],
): string {
  const caller = principal === undefined ? `not recognised: ${rejected}` : callerText(principal);
  const head = [`Caller     ${caller}`, ...remarks.map((remark) => `  note     ${remark}`), ""];
  if (principal === undefined) return `${[...head, "Every request is answered with 401."].join("\n")}\n`;
  const rows = [
    ...parts,
    ...collections.map(({ name, actions }) => ({ name: `collection ${shown(name)}`, actions })),
    ...processes.map(({ name, actions }) => ({ name: `process ${shown(name)}`, actions })),
  ];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map((row) => line(row, width));
  return `${[...head, ...lines, "", `Collections and processes: ${source}`].join("\n")}\n`;
}

function line({ name, actions }: Permission, width: number): string {
  return `${name.padEnd(width)}  ${actions.length === 0 ? "-" : actions.join(", ")}`;
}

/** An id as it is, unless it would break the table or the terminal. */
function shown(id: string): string {
  return /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(id) ? id : JSON.stringify(id);
}

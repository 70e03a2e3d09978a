/** Lists on the terminal all that a caller may do on an API. */
import { apiIds } from "#cli/explain/list/api-ids";
import { permissions } from "#cli/explain/list/permissions";
import { permissionsText } from "#cli/explain/list/permissions-text";
import { namedRequest } from "#cli/explain/request/named-request";
import { printable } from "#cli/explain/text/printable";
import type { Terminal } from "#cli/terminal";
import { pipelineOf } from "../../functions/authorizer/wiring.ts";
import { type ExplainOptions, explained } from "./explain-request.ts";

/** Writes the list. */
export async function explainList(options: ExplainOptions, terminal: Terminal): Promise<void> {
  const { settings, configuration, caller } = await explained(options, terminal);
  const { ids, source } = await apiIds(options, settings);
  const request = namedRequest("GET", "/", options, settings);
  const headers = [...request.headers, ...Object.entries(caller.headers)];
  const pipeline = await pipelineOf(configuration, caller.ports);
  const may = await permissions(pipeline, settings, { ...request, headers }, ids);
  const text = options.json
    ? `${JSON.stringify({ ...may, source, remarks: caller.remarks }, null, 2)}\n`
    : permissionsText(may, source, caller.remarks);
  terminal.write(printable(text));
}

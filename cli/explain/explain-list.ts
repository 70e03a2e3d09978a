/** Lists on the terminal all that a caller may do on an API. */
import { pipelineOf } from "../../functions/authorizer/wiring.ts";
import type { Terminal } from "../terminal.ts";
import { apiIds } from "./api-ids.ts";
import { type ExplainOptions, explained } from "./explain-request.ts";
import { namedRequest } from "./named-request.ts";
import { permissions } from "./permissions.ts";
import { permissionsText } from "./permissions-text.ts";
import { printable } from "./printable.ts";

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

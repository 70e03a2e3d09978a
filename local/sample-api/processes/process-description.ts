/** Processes as the API describes them. */
import type { Answer } from "../answer.ts";
import { addressOf, ownLinks, relations } from "../links.ts";
import { html } from "../pages/html.ts";
import { pathOf } from "../pages/page.ts";
import { linkList, table, text } from "../pages/parts.ts";
import { represent } from "../representation.ts";
import type { SampleRequest } from "../request.ts";
import type { Process } from "./process.ts";

/** `/processes` (OGC 18-062r2 section 7.9). */
export function processList(request: SampleRequest, processes: readonly Process[]): Answer {
  const root = pathOf(request.address);
  return represent(request, {
    title: "Processes",
    json: {
      processes: processes.map((process) => summary(request, process)),
      links: ownLinks(addressOf(request, "processes"), "application/json"),
    },
    content: () =>
      linkList(
        processes.map(({ id, title, description }) => ({
          href: `${root}/processes/${id}?f=html`,
          title,
          description,
        })),
      ),
  });
}

/** `/processes/{id}` (OGC 18-062r2 sections 7.10 and 9: the OGC process description). */
export function processDescription(request: SampleRequest, process: Process): Answer {
  const { inputs, output, title, description } = process;
  const described = Object.entries(inputs).map(
    ([name, input]) =>
      [
        name,
        {
          title: input.title,
          description: input.description,
          schema: input.schema,
          minOccurs: input.isRequired ? 1 : 0,
          maxOccurs: 1,
        },
      ] as const,
  );
  const rows = described.map(([name, input]) => [name, input.description, text(input.schema)]);
  return represent(request, {
    title,
    json: {
      ...summary(request, process),
      inputs: Object.fromEntries(described),
      outputs: { [output.id]: { title: output.title, schema: output.schema } },
    },
    content: () => html`<p>${description}</p><h2>Inputs</h2>${table(["Name", "Description", "Schema"], rows)}
<p>To run it, POST <code>{"inputs": {…}}</code> to <code>${addressOf(request, "processes", process.id, "execution")}</code>.</p>`,
  });
}

function summary(request: SampleRequest, { id, title, description, version }: Process) {
  const execution = addressOf(request, "processes", id, "execution");
  return {
    id,
    title,
    description,
    version,
    jobControlOptions: ["sync-execute", "async-execute", "dismiss"],
    outputTransmission: ["value"],
    links: [
      ...ownLinks(addressOf(request, "processes", id), "application/json"),
      { rel: relations.execute, type: "application/json", title: "Run the process", href: execution },
    ],
  };
}

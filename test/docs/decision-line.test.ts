/** The operator's page knows every member that a decision line can have. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The names that an interface of a source declares. */
function membersOf(name: string, source: string): string[] {
  const [, body = ""] = new RegExp(`interface ${name}[^{]*\\{(.*?)\\n\\}`, "s").exec(read(source)) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, member = ""]) => member);
}

test("every member of the decision line stands in docs/operations.md", () => {
  const members = [
    ...membersOf("DecisionRecord", "core/decision-trace.ts"),
    ...membersOf("DecisionLine", "adapters/decision-log.ts"),
  ];
  assert.ok(members.length >= 15 && members.includes("credentialRemembered"), members.join(", "));
  const [, section = ""] = read("docs/operations.md").split("## The decision line");
  assert.deepEqual(
    members.filter((member) => !section.includes(`"${member}"`) && !section.includes(`\`${member}\``)),
    [],
  );
});

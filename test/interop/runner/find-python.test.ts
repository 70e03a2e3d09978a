/** Which Python is taken for peers in Python, on machines that have several, old ones or none. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findPython } from "./find-python.ts";
import type { CommandRunner } from "./run-command.ts";

/** A machine on which only these commands succeed, with these outputs. */
const machine =
  (commands: Readonly<Record<string, string>>): CommandRunner =>
  async (command, commandArguments) => {
    const key = command.includes("python") ? command : [command, ...commandArguments].join(" ");
    const output = commands[key];
    if (output === undefined) throw new Error(`command failed: ${key}`);
    return output;
  };

describe("the Python for pygeoapi", () => {
  test("is one of at least 3.12, also where `python3` is older", async () => {
    assert.equal(await findPython(machine({ python3: "3 11\n", "python3.13": "3 13\n" })), "python3.13");
    assert.equal(await findPython(machine({ python3: "3 12\n" })), "python3");
  });

  test("is looked for among those that pyenv has but has not switched on", async () => {
    const found = await findPython(
      machine({
        python3: "3 11\n",
        "pyenv versions --bare": "2.7.18\n3.11.7\n3.12.1\n",
        "pyenv prefix 3.12.1": "/home/ada/.pyenv/versions/3.12.1\n",
        "/home/ada/.pyenv/versions/3.12.1/bin/python3": "3 12\n",
      }),
    );
    assert.equal(found, "/home/ada/.pyenv/versions/3.12.1/bin/python3");
  });

  test("is named as what is missing, when there is none", async () => {
    await assert.rejects(
      findPython(machine({ python3: "3 11\n", python: "2 7\n" })),
      /Python 3\.12 or 3\.13/,
    );
  });
});

/** Programs of the machine: what is installed where one is missing, and what is said where that cannot be done. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { havePrograms } from "./debian-packages.ts";
import type { CommandRunner } from "./run-command.ts";

const programs = { ogrinfo: "gdal-bin", chromium: "chromium" };

/** A machine with these programs; `apt-get install` brings those of `repository`. */
function machine(installed: readonly string[], repository: Readonly<Record<string, string>> = {}) {
  const present = new Set(installed);
  const commands: string[] = [];
  const run: CommandRunner = async (command, commandArguments) => {
    if (!present.has(command)) throw new Error(`command failed (ENOENT): ${command}`);
    if (commandArguments[0] === "--version") return `${command} 1`;
    commands.push([command, ...commandArguments].join(" "));
    if (commandArguments[0] === "install") {
      for (const name of commandArguments) present.add(repository[name] ?? "");
    }
    return "";
  };
  return { run, commands };
}

describe("the programs of a peer", () => {
  test("are taken as they are, where they start: nothing is installed, and nobody needs to be root", async () => {
    const { run, commands } = machine(["ogrinfo", "chromium", "apt-get"]);
    await havePrograms(programs, run, false);
    assert.deepEqual(commands, []);
  });

  test("are installed where one is missing: its package alone", async () => {
    const { run, commands } = machine(["chromium", "apt-get"], { "gdal-bin": "ogrinfo" });
    await havePrograms(programs, run, true);
    assert.deepEqual(commands, ["apt-get update", "apt-get install --yes --no-install-recommends gdal-bin"]);
  });

  test("are named, with their packages, where there is no apt-get", async () => {
    const { run } = machine([]);
    await assert.rejects(
      havePrograms(programs, run, true),
      /^Error: ogrinfo and chromium cannot be started: .*apt-get install gdal-bin chromium/,
    );
  });

  test("are named where only root could install them, and nothing is tried", async () => {
    const { run, commands } = machine(["ogrinfo", "apt-get"]);
    await assert.rejects(havePrograms(programs, run, false), /chromium cannot be started: install it/);
    assert.deepEqual(commands, []);
  });

  test("are named where their package did not bring them", async () => {
    const { run } = machine(["ogrinfo", "apt-get"]);
    await assert.rejects(havePrograms(programs, run, true), /chromium cannot be started/);
  });
});

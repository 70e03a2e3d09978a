/** Follows the page: runs its commands one after the other, with files in a folder of their own and on free ports. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "#infra/project-root";
import { freePort } from "#local/loopback/free-port";
import { startProcess as startAuthorizer } from "#test/local/start/started-process";
import { opaCommand } from "../../opa/start-opa.ts";
import { startProcess } from "../../process/start-process.ts";

/** One who follows the page. */
export interface Walk {
  /** Where what the page writes is. */
  readonly folder: string;
  /** Puts a file where the page has it, beside the project. */
  write(name: string, text: string): Promise<void>;
  /** Runs a command to its end, or until what it starts is ready; a `curl` must be answered by the status behind it. */
  follow(command: string): Promise<string>;
  /** The exit code of a command, to the letter, and all that it writes, with the page's own names for files. */
  ran(command: string): Promise<{ readonly code: number; readonly written: string }>;
  /** Ends what was started, and removes what was written. */
  close(): Promise<void>;
}

/**
 * Begins a walk.
 * @param backendPort where fastgeoapi is, which the page has at 5000
 * @param shell what the reader has in the shell
 */
export async function beginWalk(backendPort: number, shell: Readonly<Record<string, string>>): Promise<Walk> {
  const folder = await mkdtemp(join(tmpdir(), "interop-walk-"));
  await mkdir(join(folder, "fastgeoapi"));
  const ports = { 5000: backendPort, 8080: await freePort(), 8383: await freePort() };
  const variables = { ...shell };
  const closers: (() => Promise<unknown>)[] = [];

  const here = (text: string) =>
    text
      .replace(/:(5000|8080|8383)\b/g, (_all, port: keyof typeof ports) => `:${ports[port]}`)
      .replaceAll("../fastgeoapi/", join(folder, "fastgeoapi/"))
      .replace(/(?<= )geo(?:-opa)?\.(?:json|secrets)/g, (name) => join(folder, name));
  const onPage = (text: string) =>
    text.replaceAll(join(folder, "fastgeoapi/"), "../fastgeoapi/").replaceAll(`${folder}/`, "");

  function ran(command: string): Promise<{ code: number; written: string }> {
    const [program = "", ...words] = here(command).split(" ");
    const options = { cwd: projectRoot, timeout: 60_000 };
    return new Promise((resolve) => {
      execFile(program, words, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({ code, written: onPage(stdout + stderr) });
      });
    });
  }

  async function start(options: readonly string[]): Promise<string> {
    const started = startAuthorizer([...options, "--port", String(ports[8080])]);
    closers.push(() => started.ends("SIGTERM"));
    await started.prints("Ctrl-C ends it");
    await started.prints("decisions:");
    for (const [, name = "", value = ""] of started.printed().matchAll(/^export (\w+)=(\S+)$/gm)) {
      variables[name] = value;
    }
    return started.printed();
  }

  async function startOpa(commandArguments: readonly string[]): Promise<string> {
    const opa = await startProcess({
      command: opaCommand(),
      commandArguments: [...commandArguments, "--skip-version-check"],
      folder: projectRoot,
      readyAddress: `http://127.0.0.1:${ports[8383]}/health`,
      readyWithinMilliseconds: 30_000,
    });
    closers.push(opa.close);
    return opa.output();
  }

  async function curl(command: string): Promise<string> {
    const [, request = "", status = ""] = /^curl -i (.*?) +# (\d{3})$/.exec(command) ?? [];
    const shown = request.replace(/\$(\w+)/g, (_all, name: string) => variables[name] ?? assert.fail(name));
    const [, header, value, url = ""] = /^(?:-H "([^:]+): ([^"]+)" )?(http\S+)$/.exec(here(shown)) ?? [];
    const headers = header === undefined || value === undefined ? {} : { [header]: value };
    const answer = await fetch(url, { headers });
    const text = await answer.text();
    assert.equal(String(answer.status), status, `${command}: ${text}`);
    return text;
  }

  return {
    folder,
    write: (name, text) => writeFile(join(folder, name), here(text)),
    ran,
    async follow(command) {
      const [program, ...words] = here(command).split(" ");
      if (command.startsWith("npm start -- ")) return start(words.slice(2));
      if (program === "opa") return startOpa(words);
      if (program === "curl") return curl(command);
      const own = "npx ogc-api-authorizer ";
      assert.ok(command.startsWith(own), `nobody has tried ${command}`);
      // npx itself takes longer than the command, and was tried by `ran`.
      const { code, written } = await ran(command.replace(own, "node cli/ogc-api-authorizer.js "));
      assert.equal(code, 0, `${command}\n${written}`);
      return written;
    },
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

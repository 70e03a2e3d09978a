/** `.env` files of the shapes that fastgeoapi's tutorial documents, each in a folder with the data of a fastgeoapi. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#local/loopback/free-port";
import { type PreparedFastgeoapi, prepareFastgeoapi } from "../prepare.ts";

/** What a file says beside what every fastgeoapi needs; keys and secrets in it are made for the run. */
export interface EnvSettings {
  /** Which of the two sets of variables counts. */
  readonly state: "dev" | "prod";
  /** Settings without the prefix of that set. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables that have no prefix, such as further keys. */
  readonly unprefixed?: Readonly<Record<string, string>>;
}

/** A folder that fastgeoapi can be started in. */
export interface EnvFolder extends PreparedFastgeoapi {
  /** The `.env` file, which fastgeoapi and the import both read. */
  readonly file: string;
  readonly port: number;
  /** Where fastgeoapi will be: `http://127.0.0.1:<port>`. */
  readonly url: string;
}

/** Writes the file into a new folder, beside the data; `close` removes the folder. */
export async function envFolder({ state, settings, unprefixed = {} }: EnvSettings): Promise<EnvFolder> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const prepared = await prepareFastgeoapi(url);
  const prefix = `${state.toUpperCase()}_`;
  const lines = [
    `ENV_STATE=${state}`,
    "HOST=127.0.0.1",
    `PORT=${port}`,
    "",
    "# pygeoapi",
    ...assignments({ ...prepared.settings, AWS_LAMBDA_DEPLOY: "false", ...settings }, prefix),
    ...assignments(unprefixed),
    "",
  ];
  const file = join(prepared.work, ".env");
  await writeFile(file, lines.join("\n"), { mode: 0o600 });
  return { ...prepared, file, port, url };
}

function assignments(variables: Readonly<Record<string, string>>, prefix = ""): string[] {
  return Object.entries(variables).map(([name, value]) => `${prefix}${name}=${value}`);
}

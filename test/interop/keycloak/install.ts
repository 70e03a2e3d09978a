/** Keycloak, by Maven, and built once for how the tests start it. */
import { join } from "node:path";
import { peer as fastgeoapi } from "../fastgeoapi/install.ts";
import { peer as opa } from "../opa/install.ts";
import type { Peer } from "../runner/peers.ts";
import type { CommandRunner } from "../runner/run-command.ts";

const version = "26.7.3";
const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:zip`;
const unpack = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack";
/** Everything is kept in memory, so that runs beside each other, and one after the other, share nothing. */
const buildOptions = ["--db=dev-mem", "--health-enabled=true"];

export const peer: Peer = {
  version,
  inCi: true,
  pins: [artifact, unpack, ...buildOptions].join("\n"),
  firstInstallation: "177 MB by Maven and half a minute of building",
  needs: { opa, fastgeoapi },
  async install(folder: string, run: CommandRunner): Promise<void> {
    for (const [command, remedy] of [
      ["java", "JDK 17 or later"],
      ["mvn", "Apache Maven"],
    ] as const) {
      await run(command, ["-version"]).catch((error: Error) => {
        throw new Error(`${remedy} is needed: ${error.message}`);
      });
    }
    const target = [`-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
    // Where it is called, Maven leaves a marker of what it has unpacked, and would not unpack that again.
    await run("mvn", ["--quiet", "--batch-mode", "--strict-checksums", unpack, ...target], { folder });
    await run(join(homeIn(folder), "bin", "kc.sh"), ["build", ...buildOptions]);
  },
  environment: (folder) => ({ INTEROP_KEYCLOAK: homeIn(folder) }),
};

/** Where the archive puts Keycloak. */
const homeIn = (folder: string) => join(folder, `keycloak-${version}`);

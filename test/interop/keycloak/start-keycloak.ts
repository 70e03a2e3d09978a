/** Starts the installed Keycloak as a server, with nothing in it but its administrator. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { freePort } from "#local/loopback/free-port";
import { installedPeer } from "../process/installed-peer.ts";
import { type StartedProcess, startProcess } from "../process/start-process.ts";
import { type Administration, administrationOf } from "./administration.ts";

export interface KeycloakServer extends StartedProcess {
  /** `http://127.0.0.1:<port>`; its realms are below `/realms`. */
  readonly url: string;
  readonly administration: Administration;
}

/** Starts Keycloak on 127.0.0.1; what is put into it is gone with it. */
export async function startKeycloak(): Promise<KeycloakServer> {
  const [port, managementPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const administrator = { name: "administrator", password: randomBytes(24).toString("base64url") };
  const started = await startProcess({
    command: join(installedPeer("INTEROP_KEYCLOAK"), "bin", "kc.sh"),
    commandArguments: [
      ...["start", "--optimized", "--http-enabled=true", "--http-host=127.0.0.1", "--cache=local"],
      ...[`--http-port=${port}`, `--http-management-port=${managementPort}`],
      ...[`--hostname=${url}`, "--log-level=warn"],
    ],
    environment: {
      KC_BOOTSTRAP_ADMIN_USERNAME: administrator.name,
      KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
      JAVA_OPTS_KC_HEAP: "-Xms64m -Xmx512m",
    },
    readyAddress: `http://127.0.0.1:${managementPort}/health/ready`,
    readyWithinMilliseconds: 120_000,
    // kc.sh passes SIGTERM on to Java; SIGKILL would leave Java behind.
    endsWithinMilliseconds: 60_000,
  });
  return { ...started, url, administration: administrationOf(url, administrator) };
}

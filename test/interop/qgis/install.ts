/** QGIS from Debian, with its own Python; for hand, since it is large and belongs to the system. */
import { existsSync } from "node:fs";
import { peer as oidcProvider } from "../oidc-provider/install.ts";
import { peer as pygeoapi } from "../pygeoapi/install.ts";
import type { Peer } from "../runner/peers.ts";

const packages = ["qgis", "python3-qgis", "qgis-providers"];

/** Debian's own: a Python of another version cannot load Debian's modules of QGIS. */
const python = "/usr/bin/python3";

export const peer: Peer = {
  version: "debian",
  inCi: false,
  pins: packages.join(),
  firstInstallation: "by apt-get, 229 MB, about three minutes",
  needs: { pygeoapi, "oidc-provider": oidcProvider },
  async install(_folder, run) {
    const loads = () => run(python, ["-c", "import qgis.core"]);
    if (existsSync(python) && (await loads().catch(() => undefined)) !== undefined) return;
    if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) {
      throw new Error(`install QGIS first, as root: apt-get install ${packages.join(" ")} (Debian, Ubuntu)`);
    }
    const environment = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update"], { environment });
    await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], { environment });
    await loads();
  },
  environment: () => ({ INTEROP_QGIS_PYTHON: python }),
};

/** Clients of OGC APIs: GDAL, OWSLib, pystac-client, an OAuth 2.0 client, Swagger UI, and Chromium with what drives it. */
import { readFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { peer as oidcProvider } from "../oidc-provider/install.ts";
import { peer as pygeoapi } from "../pygeoapi/install.ts";
import { havePrograms } from "../runner/debian-packages.ts";
import type { Peer } from "../runner/peers.ts";
import { pythonPeer } from "../runner/python-peer.ts";
import { peer as stac } from "../stac/install.ts";

const packageFolder = join(import.meta.dirname, "package");
const packageFiles = ["package.json", "package-lock.json"] as const;

const python = pythonPeer({
  testsFolder: import.meta.dirname,
  version: "1",
  inCi: true,
  firstInstallation: "by pip and npm, and by apt-get where GDAL or Chromium is missing; up to a minute",
  variable: "INTEROP_CLIENTS",
});

export const peer: Peer = {
  ...python,
  needs: { pygeoapi, "oidc-provider": oidcProvider, stac },
  pins: [python.pins, ...packageFiles.map((file) => readFileSync(join(packageFolder, file), "utf8"))].join(),
  async install(folder, run) {
    await havePrograms({ ogrinfo: "gdal-bin", chromium: "chromium", curl: "curl" }, run);
    await python.install(folder, run);
    const npmFolder = join(folder, "npm");
    await mkdir(npmFolder);
    for (const file of packageFiles) await copyFile(join(packageFolder, file), join(npmFolder, file));
    // Without scripts: the one that there is tells its makers who installs Swagger UI.
    await run("npm", ["ci", "--ignore-scripts"], { folder: npmFolder });
  },
};

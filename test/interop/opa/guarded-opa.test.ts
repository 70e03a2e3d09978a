/** A real OPA that serves https, asks for a bearer token and runs a bundle, behind the whole local gateway. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { policyData } from "#core/authorize/access-rules";
import type { AccessRule } from "#core/settings/access-rules";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { decisionAbout } from "#test/end-to-end/decision-about";
import { ask } from "#test/http/exact-request";
import { selfSignedCertificate } from "#test/http/self-signed-certificate";
import { type OpaServer, opaCommand, startOpaWith } from "./start-opa.ts";

const revision = "2026-11-25.7";
const accessRules: AccessRule[] = [{ who: "anyone", may: ["read"], on: { collections: ["lakes"] } }];
const lakes = "/collections/lakes/items";

/** The shipped policy, its data and the guard as one bundle with a revision, as `opa build -b` makes it. */
async function bundleIn(folder: string): Promise<string> {
  const source = join(folder, "source");
  await mkdir(source);
  const rego = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  await cp(rego("../../../policy/ogcapi"), join(source, "ogcapi"), {
    recursive: true,
    filter: (file) => !file.endsWith("_test.rego"),
  });
  await cp(rego("policies/guard"), join(source, "guard"), { recursive: true });
  await writeFile(join(source, "data.json"), JSON.stringify(policyData(accessRules)));
  await writeFile(join(source, ".manifest"), JSON.stringify({ revision, roots: ["ogcapi", "system"] }));
  const built = spawnSync(opaCommand(), ["build", "-b", "source", "-o", "authz.tar.gz"], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.equal(built.status, 0, built.stderr);
  return join(folder, "authz.tar.gz");
}

describe("a real OPA with a certificate, a token and a bundle", () => {
  const token = randomBytes(24).toString("base64url");
  const { certificate, key } = selfSignedCertificate();
  let folder = "";
  let opa: OpaServer;
  const apis: LocalApi[] = [];
  const lines: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "interop-guarded-"));
    const tls = { certificateFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
    await writeFile(tls.certificateFile, certificate);
    await writeFile(tls.keyFile, key);
    opa = await startOpaWith({
      commandArguments: ["--authentication=token", "--authorization=basic", "-b"],
      documents: [await bundleIn(folder)],
      environment: { OPA_TEST_TOKEN: token },
      tls,
    });
  });
  after(async () => {
    for (const api of apis) await api.close();
    await opa?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function startApi(opaToken: string | undefined, certificateAuthority?: string): Promise<LocalApi> {
    const api = await startLocalApi({
      settings: {
        version: 1,
        apiKeys: {},
        policy: {
          engine: "remote",
          url: opa.url,
          ...(certificateAuthority !== undefined && { certificateAuthority }),
        },
      },
      ...(opaToken !== undefined && { opaToken }),
      onLog: (_name, line) => lines.push(line),
    });
    apis.push(api);
    return api;
  }

  async function asked(api: LocalApi, path = lakes) {
    const answer = await ask(api.url, path);
    return { status: answer.status, decision: await decisionAbout(api, answer) };
  }

  test("decides, and the line has the revision of its bundle, also where it was not asked", async () => {
    const api = await startApi(token, certificate);
    const allowed = await asked(api);
    assert.deepEqual([allowed.status, allowed.decision.policyRevision], [200, revision]);
    const refused = await asked(api, "/collections/wells%2Fitems");
    assert.deepEqual(
      [refused.status, refused.decision.reason, refused.decision.policyRevision],
      [403, "path_not_canonical", revision],
    );
  });

  test("is not believed without its certificate", async () => {
    for (const believed of [undefined, selfSignedCertificate().certificate]) {
      const { status, decision } = await asked(await startApi(token, believed));
      assert.deepEqual([status, decision.reason], [500, "policy_unavailable"]);
      assert.match(decision.remedy ?? "", /CERT/);
    }
  });

  test("refuses us without a token, and the remedy names the setting", async () => {
    const { status, decision } = await asked(await startApi(undefined, certificate));
    assert.deepEqual([status, decision.reason], [500, "policy_unavailable"]);
    assert.match(decision.remedy ?? "", /\(401\): give the token .* policy\.tokenSecretArn$/);
  });

  test("refuses us with another token until the right one is stored, and no log shows either", async () => {
    const wrong = randomBytes(24).toString("base64url");
    const api = await startApi(wrong, certificate);
    const { status, decision } = await asked(api);
    assert.deepEqual(
      [status, decision.reason, decision.policyRevision],
      [500, "policy_unavailable", "unknown"],
    );
    assert.match(decision.remedy ?? "", /\(401\): store the token .* policy\.tokenSecretArn$/);
    api.setOpaToken(`${token}\n`);
    // As long as a function does not read the secret anew.
    await sleep(2100);
    assert.equal((await asked(api)).status, 200);
    const logged = JSON.stringify([lines, apis.map(({ decisions }) => decisions), opa.output()]);
    for (const secret of [token, wrong]) assert.ok(!logged.includes(secret));
  });
});

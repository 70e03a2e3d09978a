/** The recipe for fastgeoapi as a container image, by its template alone: no image is built here. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

describe("fastgeoapi as a container image", () => {
  let folder = "";
  let outputs: Readonly<Record<string, { readonly Value: unknown }>> = {};
  let properties: Readonly<Record<string, unknown>> = {};
  let variables: Readonly<Record<string, string>> = {};
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "ogc-api-recipe-"));
    const context = JSON.stringify({
      url: "https://api.example.org/maps",
      context: "/geo",
      domainPath: "/maps",
    });
    execFileSync(process.execPath, ["recipes/fastgeoapi/app.ts"], {
      cwd: projectRoot,
      env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: context },
    });
    const template = JSON.parse(readFileSync(path.join(folder, "fastgeoapi.template.json"), "utf8"));
    const resources: Resource[] = Object.values(template.Resources);
    outputs = template.Outputs;
    properties = resources.find(({ Type }) => Type === "AWS::Lambda::Function")?.Properties ?? {};
    variables = (properties.Environment as { Variables: Record<string, string> }).Variables;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("is a function of package type Image that answers within API Gateway's time", () => {
    assert.equal(properties.PackageType, "Image");
    assert.deepEqual([properties.Architectures, properties.Timeout], [["x86_64"], 29]);
    assert.ok(properties.Code !== undefined && properties.Handler === undefined);
  });

  test("leaves security to the authorizer, and lets no cache keep answers for others", () => {
    assert.equal(variables.ENV_STATE, "prod");
    for (const scheme of ["API_KEY", "JWKS", "OPA"])
      assert.equal(variables[`PROD_${scheme}_ENABLED`], "false");
    assert.equal(variables.PROD_FASTGEOAPI_HTTP_MAX_AGE_SECONDS, "0");
  });

  test("runs as a Lambda handler, told the address and the path that it is mounted at", () => {
    assert.deepEqual([variables.PROD_AWS_LAMBDA_DEPLOY, variables.PROD_LOG_ENQUEUE], ["true", "false"]);
    assert.deepEqual(
      [variables.PROD_PYGEOAPI_BASEURL, variables.PROD_FASTGEOAPI_CONTEXT, variables.PROD_ROOT_PATH],
      ["https://api.example.org/maps", "/geo", "/maps"],
    );
    assert.equal(outputs.BasePath?.Value, "/geo");
    assert.match(
      readFileSync(path.join(projectRoot, "recipes/fastgeoapi/Dockerfile"), "utf8"),
      /fastgeoapi==0\.4\.0/,
    );
  });

  test("has all without which fastgeoapi does not start, and writes only where a function may", () => {
    assert.ok(variables.HOST !== undefined && variables.PORT !== undefined);
    for (const name of ["LOG_PATH", "PYGEOAPI_OPENAPI", "FASTGEOAPI_CACHE_DIR"]) {
      assert.match(variables[`PROD_${name}`] ?? "", /^\/tmp(\/|$)/, name);
    }
  });

  test("holds no secret in its variables", () => {
    for (const name of Object.keys(variables)) assert.doesNotMatch(name, /SECRET|KEY_GLOBAL|PASSWORD/);
  });
});

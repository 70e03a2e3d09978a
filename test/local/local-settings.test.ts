/** What becomes of settings on this machine. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { validSettings } from "#core/settings/read-settings";
import { developmentAudience, localSettings } from "#local/local-settings";

const development = { issuer: "http://127.0.0.1:4000", jwksUri: "http://127.0.0.1:4000/jwks.json" };
const real = {
  issuer: "https://login.example.org",
  jwksUri: "https://login.example.org/jwks",
  audiences: ["geo"],
};
const placeholder = {
  issuer: "http://127.0.0.1:0",
  jwksUri: "http://127.0.0.1:0/jwks.json",
  audiences: ["local"],
};
const settings = (...issuers: object[]) =>
  validSettings({
    version: 1,
    apiKeys: {},
    ...(issuers.length > 0 && { tokens: { issuers } }),
    accessRules: [{ who: "anyone", may: ["read"], on: { api: true } }],
  });
const addresses = {
  apiUrl: "http://127.0.0.1:8080/v1",
  issuer: development,
  opa: { url: undefined, hasToken: false },
  backendArn: undefined,
};
const issuersOf = (...issuers: object[]) =>
  localSettings(settings(...issuers), addresses).tokens?.issuers.map(({ issuer, audiences }) => [
    issuer,
    audiences,
  ]);

describe("settings for this machine", () => {
  test("have this machine's address in the place of a custom domain", () => {
    const certificateArn =
      "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    const api = { ...settings().api, domain: { name: "geo.example.org", certificateArn, basePath: "ogc" } };
    const local = localSettings({ ...settings(), api }, addresses).api;
    assert.equal(local.url, addresses.apiUrl);
    assert.equal("domain" in local, false);
  });

  test("keep the domain, or the address of a proxy, where this machine's address is not to take its place", () => {
    const certificateArn =
      "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    for (const elsewhere of [
      { domain: { name: "geo.example.org", certificateArn } },
      { url: "https://geo.example.org" },
    ]) {
      const configured = { ...settings(), api: { ...settings().api, ...elsewhere } };
      const { domain, url } = localSettings(configured, { ...addresses, apiUrl: undefined }).api;
      assert.deepEqual({ domain, url }, { domain: undefined, url: undefined, ...elsewhere });
    }
  });

  test("have the development token issuer in the placeholder's place", () => {
    assert.deepEqual(issuersOf(placeholder, real), [
      [development.issuer, ["local"]],
      [real.issuer, ["geo"]],
    ]);
  });

  test("have it beside the configured issuers, for their audience, where there is no placeholder", () => {
    assert.deepEqual(issuersOf(real), [
      [development.issuer, ["geo"]],
      [real.issuer, ["geo"]],
    ]);
    assert.equal(developmentAudience(settings(real, placeholder)), "local");
  });

  test("recognise no tokens where the settings configure none", () => {
    assert.equal(localSettings(settings(), { ...addresses, issuer: undefined }).tokens, undefined);
  });

  test("ask another OPA and another backend where that is said, for the same decision", () => {
    const backendArn = "arn:aws:lambda:us-east-1:123456789012:function:backend";
    const local = localSettings(settings(real), {
      ...addresses,
      opa: { url: "http://127.0.0.1:8181", hasToken: false },
      backendArn,
    });
    assert.ok(local.policy.engine === "remote" && local.backend.kind === "lambda");
    assert.deepEqual(
      [local.policy.url, local.policy.decision, local.backend.functionArn, local.api.url],
      ["http://127.0.0.1:8181", "ogcapi/authz/decision", backendArn, "http://127.0.0.1:8080/v1"],
    );
  });

  test("keep the base path of a backend that another takes the place of", () => {
    const backendArn = "arn:aws:lambda:us-east-1:123456789012:function:backend";
    const elsewhere = {
      kind: "lambda" as const,
      functionArn: `${backendArn}-elsewhere`,
      basePath: "/geoapi",
      publicHealth: true,
      timeoutMilliseconds: 9000,
    };
    const { backend } = localSettings({ ...settings(), backend: elsewhere }, { ...addresses, backendArn });
    assert.deepEqual(backend, { ...elsewhere, functionArn: backendArn });
  });
});

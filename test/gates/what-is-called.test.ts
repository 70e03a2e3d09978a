/** Whom decisions call, counted by servers that are really called: as few, and over as few connections, as can be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decisionPath } from "./decision-paths.ts";

/** So many requests that one call too many for each of them would be seen, and one for a few of them as well. */
const decisions = 300;

describe("300 decisions", async () => {
  test("about tokens, with the keys beside the function and the policy embedded, call nobody", async () => {
    const path = await decisionPath("staticKeys");
    const { effects } = await path.decide(decisions);
    assert.deepEqual(effects, Array(decisions).fill("Allow"));
    assert.deepEqual(path.keySet.requests, []);
    assert.deepEqual(path.opa.requests, []);
    assert.deepEqual(path.secretCalls, []);
  });

  test("about tokens of one issuer fetch its key set once, over one connection, and read no secret", async () => {
    const path = await decisionPath("fetchedKeys");
    const { effects } = await path.decide(decisions);
    assert.deepEqual(effects, Array(decisions).fill("Allow"));
    assert.deepEqual(path.keySet.requests, ["GET /certs"]);
    assert.equal(path.keySet.connections(), 1);
    assert.deepEqual(path.opa.requests, []);
    assert.deepEqual(path.secretCalls, []);
  });

  test("about an API key read its secret once", async () => {
    const path = await decisionPath("apiKey");
    const { effects } = await path.decide(decisions);
    assert.deepEqual(effects, Array(decisions).fill("Allow"));
    assert.deepEqual(
      path.secretCalls.map(({ operation, versionStage }) => `${operation} ${versionStage}`),
      ["GetSecretValue AWSCURRENT"],
    );
    assert.deepEqual(path.keySet.requests, []);
    assert.deepEqual(path.opa.requests, []);
  });

  test("with a remote policy ask OPA once each, over one connection, and read no secret", async () => {
    const path = await decisionPath("remotePolicy");
    const { effects } = await path.decide(decisions);
    assert.deepEqual(effects, Array(decisions).fill("Allow"));
    assert.deepEqual(
      path.opa.requests,
      Array(decisions).fill("POST /v1/data/ogcapi/authz/decision?provenance=true"),
    );
    assert.equal(path.opa.connections(), 1);
    assert.deepEqual(path.keySet.requests, []);
    assert.deepEqual(path.secretCalls, []);
  });
});

/** Facts recorded on real API Gateway that the served template must show, each over HTTP. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { failure, policyAnswer, serveSample } from "./served-sample.ts";

describe("recorded facts", () => {
  test("the path stays percent-encoded, for authorizer and backend", async (t) => {
    const { send, authorizerEvents, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/collections/a%2Fb/%7Eitems" });
    assert.equal(authorizerEvents[0]?.path, "/collections/a%2Fb/%7Eitems");
    assert.equal(proxyEvents[0]?.path, "/collections/a%2Fb/%7Eitems");
    assert.match(authorizerEvents[0]?.methodArn ?? "", /\/dev\/GET\/collections\/a%2Fb\/%7Eitems$/);
  });

  test("dot segments are resolved by nobody", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/collections/../jobs/./x" });
    assert.equal(proxyEvents[0]?.path, "/collections/../jobs/./x");
  });

  test("a trailing slash is kept in the path and ignored by routing", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/things/7/" });
    assert.equal(proxyEvents[0]?.path, "/things/7/");
    assert.equal(proxyEvents[0]?.resource, "/things/{id}");
  });

  test("/stage//x gives the path /x", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev//x" });
    assert.equal(proxyEvents[0]?.path, "/x");
    assert.equal(proxyEvents[0]?.requestContext.path, "/dev//x");
  });

  test("/stage/x//y keeps the double slash", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/x//y" });
    assert.equal(proxyEvents[0]?.path, "/x//y");
  });

  test("single-value maps hold the last of repeated values", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/x?a=1&a=2", headers: { "X-Several": ["1", "2"] } });
    assert.equal(proxyEvents[0]?.queryStringParameters?.a, "2");
    assert.equal(proxyEvents[0]?.headers["X-Several"], "2");
    assert.deepEqual(proxyEvents[0]?.multiValueHeaders["X-Several"], ["1", "2"]);
  });

  test("query values arrive decoded", async (t) => {
    const { send, proxyEvents } = await serveSample(t);
    await send({ path: "/dev/x?bbox=1%2C2&datetime=2020-01-01T00%3A00%3A00%2B01%3A00" });
    assert.deepEqual(proxyEvents[0]?.queryStringParameters, {
      bbox: "1,2",
      datetime: "2020-01-01T00:00:00+01:00",
    });
  });

  test("an explicit deny is a 403 with its own body", async (t) => {
    const { send } = await serveSample(t, { authorizer: (event) => policyAnswer("Deny", event) });
    const { status, bytes: body, headers } = await send({ path: "/dev/x" });
    assert.equal(status, 403);
    assert.deepEqual(JSON.parse(body.toString()), {
      Message: "User is not authorized to access this resource with an explicit deny",
    });
    assert.equal(headers["x-amzn-errortype"], "AccessDeniedException");
  });

  test("an unauthorized error text must be exactly Unauthorized", async (t) => {
    const messages = ["Unauthorized", "Unauthorized "];
    const { send } = await serveSample(t, { authorizer: () => failure(messages.shift() ?? "") });
    const exact = await send({ path: "/dev/x" });
    assert.equal(exact.status, 401);
    assert.deepEqual(JSON.parse(exact.bytes.toString()), { message: "Unauthorized" });
    assert.equal((await send({ path: "/dev/x" })).status, 500);
  });

  test("an unknown path and an unknown method miss an authentication token", async (t) => {
    const { send } = await serveSample(t);
    const { status, bytes: body } = await send({ path: "/dev/x", method: "PROPFIND" });
    assert.equal(status, 403);
    assert.deepEqual(JSON.parse(body.toString()), { message: "Missing Authentication Token" });
  });

  test("a path outside of the stage is forbidden", async (t) => {
    const { send, authorizerEvents } = await serveSample(t);
    const { status, bytes: body } = await send({ path: "/x" });
    assert.equal(status, 403);
    assert.deepEqual(JSON.parse(body.toString()), { message: "Forbidden" });
    assert.deepEqual(authorizerEvents, []);
  });

  test("the letters of header names are the client's", async (t) => {
    const { send, authorizerEvents } = await serveSample(t);
    await send({ path: "/dev/x", headers: { "x-aPi-KEY": "k" } });
    assert.equal(authorizerEvents[0]?.headers["x-aPi-KEY"], "k");
  });

  test("the source address is the connection's, whatever X-Forwarded-For says", async (t) => {
    const { send, authorizerEvents } = await serveSample(t);
    await send({ path: "/dev/x", headers: { "X-Forwarded-For": "203.0.113.9" } });
    assert.equal(authorizerEvents[0]?.requestContext.identity.sourceIp, "127.0.0.1");
    assert.equal(authorizerEvents[0]?.headers["X-Forwarded-For"], "203.0.113.9, 127.0.0.1");
  });

  test("a function's WWW-Authenticate is renamed", async (t) => {
    const headers = { "WWW-Authenticate": "Basic" };
    const payload = JSON.stringify({ statusCode: 401, headers });
    const { send } = await serveSample(t, { backend: () => ({ kind: "answer", payload }) });
    const response = await send({ path: "/dev/x" });
    assert.equal(response.headers["www-authenticate"], undefined);
    assert.equal(response.headers["x-amzn-remapped-www-authenticate"], "Basic");
  });
});

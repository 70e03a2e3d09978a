/** The one local AWS endpoint: which service a request reaches, and which requests reach none. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { type AwsEndpoint, startAwsEndpoint } from "#local/aws/aws-endpoint";
import type { AwsService } from "#local/aws/service";
import { signedHeaders } from "./signed-client.ts";

const reached: string[] = [];
const service = (name: string): AwsService => ({
  answer({ body }) {
    reached.push(name);
    if (body.toString() === "fault") throw new Error("canary");
    return {
      status: 200,
      headers: { "Content-Type": "text/plain" },
      body: `${name} got ${body.length} bytes`,
    };
  },
});

let endpoint: AwsEndpoint;
const faults: unknown[] = [];
before(async () => {
  const services = { secretsmanager: service("secrets"), dynamodb: service("tables") };
  endpoint = await startAwsEndpoint(services, (error) => faults.push(error));
});
after(() => endpoint.close());

const send = (headers: Record<string, string>, body = "{}") =>
  fetch(endpoint.url, { method: "POST", headers, body });
const json = { "X-Amz-Target": "secretsmanager.GetSecretValue" };

describe("a signed request", () => {
  test("reaches the service in its signature's credential scope, whatever operation it names", async () => {
    for (const [scope, name] of [
      ["secretsmanager", "secrets"],
      ["dynamodb", "tables"],
    ] as const) {
      const answer = await send({ ...json, ...signedHeaders(scope) });
      assert.equal(await answer.text(), `${name} got 2 bytes`);
      assert.match(answer.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/);
    }
  });

  test("for a service that nobody answers for is refused in the protocol of its client", async () => {
    for (const scope of ["s3", "constructor"]) {
      const answer = await send({ ...json, ...signedHeaders(scope) });
      assert.equal(answer.status, 400);
      const { __type, Message } = (await answer.json()) as Record<string, string>;
      assert.equal(__type, "UnknownOperationException");
      assert.match(Message ?? "", new RegExp(`for the service ${scope} `));
    }
    const answer = await send(signedHeaders("s3"), "Action=ListBuckets");
    assert.match(await answer.text(), /^<ErrorResponse><Error><Type>Sender<\/Type><Code>UnknownOperation/);
  });

  test("that makes a service fail gets a 500 without detail", async () => {
    const answer = await send({ ...json, ...signedHeaders("dynamodb") }, "fault");
    assert.deepEqual([answer.status, await answer.text()], [500, ""]);
    assert.match(String(faults.at(-1)), /canary/);
  });

  test("may have as many bytes as the largest one of DynamoDB, and not one more", async () => {
    const largest = 16 * 1024 * 1024;
    const headers = { ...json, ...signedHeaders("dynamodb") };
    assert.equal(await (await send(headers, "x".repeat(largest))).text(), `tables got ${largest} bytes`);
    const answer = await send(headers, "x".repeat(largest + 1));
    assert.equal(((await answer.json()) as { __type: string }).__type, "RequestEntityTooLargeException");
  });
});

describe("a request that AWS would not take reaches no service:", () => {
  const { Authorization, ...unsigned } = { ...json, ...signedHeaders("secretsmanager") };
  const cases: Record<string, [Record<string, string>, string]> = {
    "without any Authorization": [unsigned, "MissingAuthenticationTokenException"],
    "with an empty one": [{ ...unsigned, Authorization: "" }, "IncompleteSignatureException"],
    "with another scheme": [{ ...unsigned, Authorization: "Bearer x" }, "IncompleteSignatureException"],
    "with a signature that is none": [
      { ...unsigned, Authorization: Authorization.slice(0, -1) },
      "IncompleteSignatureException",
    ],
    "with a credential that names no service": [
      { ...unsigned, Authorization: Authorization.replace("/secretsmanager", "") },
      "IncompleteSignatureException",
    ],
    "without a date": [{ ...json, Authorization }, "IncompleteSignatureException"],
  };
  for (const [name, [headers, type]] of Object.entries(cases)) {
    test(name, async () => {
      const before = reached.length;
      const answer = await send(headers);
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("Content-Type"), "application/x-amz-json-1.1");
      assert.equal(((await answer.json()) as { __type: string }).__type, type);
      assert.equal(reached.length, before);
    });
  }

  test("broken off in the middle of its body", async () => {
    const before = reached.length;
    const { port } = new URL(endpoint.url);
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    const head = Object.entries({ ...json, ...signedHeaders("dynamodb") }).map((pair) => pair.join(": "));
    socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n${head.join("\r\n")}\r\n\r\n{`);
    socket.destroySoon();
    await once(socket, "close");
    assert.equal((await send(json)).status, 400);
    assert.equal(reached.length, before);
  });
});

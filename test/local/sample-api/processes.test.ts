/** Processes and jobs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address, jsonOf, linkOf, sampleClient } from "./sample-client.ts";

const execute = (ask: ReturnType<typeof sampleClient>, id: string, request: object, prefer?: string) =>
  ask("POST", `/processes/${id}/execution`, {
    body: JSON.stringify(request),
    headers: { "Content-Type": "application/json", ...(prefer !== undefined && { Prefer: prefer }) },
  });

const amounts = {
  areaSquareKilometres: 12,
  precipitationMillimetres: 900,
  evapotranspirationMillimetres: 500,
  runoffMillimetres: 350,
};

describe("the processes", () => {
  test("are a greeting and a water balance", () => {
    const { processes } = jsonOf(sampleClient()("GET", "/processes")) as unknown as {
      processes: { id: string }[];
    };
    assert.deepEqual(
      processes.map(({ id }) => id),
      ["hello-world", "water-balance"],
    );
  });

  test("describe their inputs and output, and where they are run", () => {
    const result = sampleClient()("GET", "/processes/water-balance");
    const { inputs, outputs, jobControlOptions } = jsonOf(result) as unknown as {
      inputs: Record<string, { minOccurs: number; schema: { type: string } }>;
      outputs: Record<string, unknown>;
      jobControlOptions: string[];
    };
    assert.deepEqual(Object.keys(inputs), Object.keys(amounts));
    assert.equal(inputs.areaSquareKilometres?.schema.type, "number");
    assert.deepEqual(Object.keys(outputs), ["balance"]);
    assert.ok(jobControlOptions.includes("async-execute"));
    const execution = linkOf(result, "http://www.opengis.net/def/rel/ogc/1.0/execute");
    assert.equal(execution, `${address}/processes/water-balance/execution`);
  });

  test("that there are not are 404, as OGC API – Processes says it", () => {
    for (const path of ["/processes/secret", "/processes/secret/execution"]) {
      const result = sampleClient()("GET", path);
      assert.equal(result.statusCode, 404);
      assert.equal(
        jsonOf(result).type,
        "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process",
      );
    }
  });
});

describe("running a process", () => {
  test("answers its output", () => {
    const result = execute(sampleClient(), "hello-world", { inputs: { name: "Ann", message: "Good day." } });
    assert.equal(result.statusCode, 200);
    assert.deepEqual(jsonOf(result), { text: "Hello, Ann! Good day." });
  });

  test("answers a document of outputs when the client wants one", () => {
    const request = { inputs: { name: { value: "Ann" } }, outputs: { greeting: {} }, response: "document" };
    assert.deepEqual(jsonOf(execute(sampleClient(), "hello-world", request)), {
      greeting: { text: "Hello, Ann!" },
    });
  });

  test("computes by how much the stored water changes", () => {
    assert.deepEqual(jsonOf(execute(sampleClient(), "water-balance", { inputs: amounts })), {
      storageChangeMillimetres: 50,
      storageChangeCubicMetres: 600_000,
    });
  });

  const refused: readonly (readonly [string, string, object])[] = [
    ["without a required input", "hello-world", { inputs: {} }],
    ["without inputs", "hello-world", {}],
    ["with an input of the wrong type", "hello-world", { inputs: { name: 5 } }],
    ["with a text that is too long", "hello-world", { inputs: { name: "x".repeat(201) } }],
    ["with an input that it does not have", "hello-world", { inputs: { name: "Ann", toString: "x" } }],
    [
      "with an output that it does not have",
      "hello-world",
      { inputs: { name: "Ann" }, outputs: { other: {} } },
    ],
    ["with an unknown response", "hello-world", { inputs: { name: "Ann" }, response: "zip" }],
    ["with a negative amount", "water-balance", { inputs: { ...amounts, runoffMillimetres: -1 } }],
    ["with an amount as text", "water-balance", { inputs: { ...amounts, runoffMillimetres: "1" } }],
    ["with a list of inputs", "water-balance", { inputs: [1, 2] }],
  ];
  for (const [name, id, request] of refused) {
    test(`${name} is refused, and makes no job`, () => {
      const ask = sampleClient();
      const result = execute(ask, id, request, "respond-async");
      assert.equal(result.statusCode, 400);
      assert.equal(jsonOf(result).code, "InvalidParameterValue");
      assert.deepEqual(jsonOf(ask("GET", "/jobs")).jobs, []);
    });
  }

  test("with a body that is not JSON is refused", () => {
    const result = sampleClient()("POST", "/processes/hello-world/execution", { body: "name=Ann" });
    assert.equal(result.statusCode, 400);
  });
});

describe("a client that prefers not to wait", () => {
  test("gets a job, its status and its results", () => {
    const ask = sampleClient();
    const created = execute(ask, "water-balance", { inputs: amounts }, "wait=5, Respond-Async");
    assert.equal(created.statusCode, 201);
    assert.equal(created.headers?.["Preference-Applied"], "respond-async");
    const { jobID, processID, status } = jsonOf(created);
    assert.deepEqual([processID, status], ["water-balance", "successful"]);
    assert.equal(created.headers?.Location, `${address}/jobs/${jobID}`);
    assert.deepEqual(jsonOf(ask("GET", `/jobs/${jobID}`)), jsonOf(created));
    assert.deepEqual(jsonOf(ask("GET", `/jobs/${jobID}/results`)), {
      balance: { storageChangeMillimetres: 50, storageChangeCubicMetres: 600_000 },
    });
    assert.equal(ask("GET", `/jobs/${jobID}/results?f=html`).statusCode, 200);
    assert.equal(ask("GET", `/jobs/${jobID}?f=html`).statusCode, 200);
    const { jobs } = jsonOf(ask("GET", "/jobs")) as unknown as { jobs: { jobID: unknown }[] };
    assert.deepEqual(
      jobs.map((job) => job.jobID),
      [jobID],
    );
  });

  test("can dismiss the job, which is then gone", () => {
    const ask = sampleClient();
    const { jobID } = jsonOf(execute(ask, "hello-world", { inputs: { name: "Ann" } }, "respond-async"));
    const dismissed = ask("DELETE", `/jobs/${jobID}`);
    assert.equal(dismissed.statusCode, 200);
    assert.equal(jsonOf(dismissed).status, "dismissed");
    for (const path of [`/jobs/${jobID}`, `/jobs/${jobID}/results`]) {
      const result = ask("GET", path);
      assert.equal(result.statusCode, 404);
      assert.match(String(jsonOf(result).type), /no-such-job$/);
    }
  });
});

test("the oldest of more than a thousand jobs is forgotten", () => {
  const ask = sampleClient();
  const run = () => jsonOf(execute(ask, "hello-world", { inputs: { name: "Ann" } }, "respond-async")).jobID;
  const [first, second] = [run(), run()];
  for (let count = 2; count <= 1000; count += 1) run();
  assert.equal(ask("GET", `/jobs/${first}`).statusCode, 404);
  assert.equal(ask("GET", `/jobs/${second}`).statusCode, 200);
});

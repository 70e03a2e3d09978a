/** What a start and a decision load, of the package and of Node.js: nothing that their way does not need. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decisionPath, type Way } from "./decision-paths.ts";
import type { Loaded } from "./process-report.ts";

/** `node:crypto`, and what it loads itself. */
const cryptography = ["crypto", "stream", "stream/promises", "string_decoder"];
/** Where `performance` comes from. */
const clock = ["perf_hooks"];
const calls = ["dns", "http", "https", "net", "tls"];
const awsClient = ["fs/promises", "http", "https", "net", "os", "process", "tls", "zlib"];

/** What loading one way costs. */
interface Cost {
  readonly about: string;
  /** No start loads more JavaScript, in bytes: a little over what it was when this was written. */
  readonly startBytes: number;
  readonly startBuiltIns: readonly string[];
  /** Parts that decisions load beside `index.cjs`; what several parts share has no name. */
  readonly laterParts: readonly string[];
  /** No decision loads more JavaScript after the start. */
  readonly laterBytes: number;
  readonly laterBuiltIns: readonly string[];
}

const costs: Readonly<Record<Way, Cost>> = {
  staticKeys: {
    about: "tokens whose issuer's keys are beside the function, with the embedded policy",
    startBytes: 70_000,
    startBuiltIns: cryptography,
    laterParts: [],
    laterBytes: 0,
    laterBuiltIns: clock,
  },
  fetchedKeys: {
    about: "tokens whose issuer's keys are fetched, with the embedded policy",
    startBytes: 70_000,
    startBuiltIns: cryptography,
    laterParts: ["exchange"],
    laterBytes: 5000,
    laterBuiltIns: [...calls, ...clock],
  },
  apiKey: {
    about: "API keys, with the embedded policy",
    startBytes: 70_000,
    startBuiltIns: [...cryptography, ...clock],
    laterParts: ["secrets-manager"],
    laterBytes: 205_000,
    laterBuiltIns: awsClient,
  },
  remotePolicy: {
    about: "tokens, with a remote policy",
    startBytes: 64_000,
    startBuiltIns: [...cryptography, ...calls],
    laterParts: [],
    laterBytes: 0,
    laterBuiltIns: clock,
  },
};

/** Goal F8 of the function's size: what is loaded at start, minified. */
const mostBytesAtStart = 200_000;

for (const [way, cost] of Object.entries(costs) as [Way, Cost][]) {
  describe(`what is loaded to decide about ${cost.about}`, async () => {
    const { atStart, afterwards, effects } = await (await decisionPath(way)).decide(3);

    test("is all that was needed: every decision allows", () => {
      assert.deepEqual(effects, ["Allow", "Allow", "Allow"]);
    });

    test(`is one file at start, of at most ${cost.startBytes} bytes`, () => {
      assert.deepEqual(Object.keys(atStart.files), ["index.cjs"]);
      assert.ok(cost.startBytes <= mostBytesAtStart);
      assert.ok(bytes(atStart) <= cost.startBytes, `${bytes(atStart)} bytes`);
    });

    test(`is ${list(cost.startBuiltIns)} of Node.js at start, and no other module`, () => {
      assert.deepEqual(atStart.builtIns, cost.startBuiltIns.toSorted());
    });

    test(`is ${list(cost.laterParts)} of the package later, of at most ${cost.laterBytes} bytes`, () => {
      const parts = Object.keys(afterwards.files).map((file) => file.replace(/(-[A-Z\d]{8})?\.cjs$/, ""));
      const later = parts.filter((name) => name !== "index" && name !== "chunk");
      assert.deepEqual(later.sort(), cost.laterParts);
      const grown = bytes(afterwards) - bytes(atStart);
      assert.ok(grown <= cost.laterBytes, `${grown} bytes`);
    });

    test(`is ${list(cost.laterBuiltIns)} of Node.js later, and no other module`, () => {
      const later = afterwards.builtIns.filter((name) => !atStart.builtIns.includes(name));
      assert.deepEqual(later, cost.laterBuiltIns.toSorted());
    });
  });
}

describe("a socket", () => {
  const ofSockets = ["cares_wrap", "pipe_wrap", "tcp_wrap", "tls_wrap", "udp_wrap"];
  const socketsAfter = async (way: Way) => {
    const { afterwards } = await (await decisionPath(way)).decide(1);
    return afterwards.bindings.filter((name) => ofSockets.includes(name));
  };

  test("is opened by no decision with the keys beside the function: what could open one is not loaded", async () => {
    assert.deepEqual(await socketsAfter("staticKeys"), []);
  });

  test("needs parts of Node.js that are seen to be loaded where one is opened", async () => {
    assert.ok((await socketsAfter("fetchedKeys")).includes("tcp_wrap"));
  });
});

const bytes = ({ files }: Loaded) => Object.values(files).reduce((sum, each) => sum + each, 0);

const list = (names: readonly string[]) => (names.length === 0 ? "nothing" : names.join(", "));

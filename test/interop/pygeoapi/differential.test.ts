/** Whatever the shipped policy allows by a rule on one collection or process, pygeoapi serves of that one alone. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { ask } from "#test/http/exact-request";
import { seed, targetCount } from "../routing/seed.ts";
import { type Target, targets } from "../routing/targets.ts";
import { allowedTo, type Decide } from "./allowed-to.ts";
import { collectionMarkers, collections, idsToAsk, processMarkers } from "./marked-collections.ts";
import { markedConfiguration } from "./marked-configuration.ts";
import { type DirectPygeoapi, frameworks, startDirect } from "./start-direct.ts";

/** Lists come with reading anything in them, and describe everything until they are filtered. */
const listings = new Set(["collections", "processes"]);

/** Bodies of all meanings at once: a feature, and inputs for both processes. */
const body = JSON.stringify({
  type: "Feature",
  geometry: null,
  properties: {},
  inputs: { name: "nobody", precipitation: 900, evaporation: 500, runoff: 300 },
});

const coordinates = "coords=POINT(9%2047)";

/** By turns; pages take pygeoapi far longer than documents. */
const queries = [
  "",
  "?f=json",
  `?${coordinates}`,
  "?limit=1&collections=wells",
  "?f=json&collection=wells",
  `?f=json&${coordinates}`,
  "?offset=1",
  "",
  "?f=json",
  "?f=html",
];

const markers = new Map([...collectionMarkers, ...processMarkers]);

/** A request that the rule on `of` allows. */
interface Allowed {
  readonly target: Target;
  readonly of: string;
}

/** Generates until so many requests are allowed, each to one rule or more. */
async function allowedRequests(count: number): Promise<Allowed[]> {
  const rules = new Map<string, Decide>();
  for (const id of collections) rules.set(id, await allowedTo({ collections: [id] }, ["read"]));
  for (const id of processMarkers.keys())
    rules.set(id, await allowedTo({ processes: [id] }, ["read", "execute"]));

  const found: Allowed[] = [];
  for (let round = 0; found.length < count; round += 1) {
    for (const target of fc.sample(targets(idsToAsk), { numRuns: 5000, seed: seed + round })) {
      for (const [of, decide] of rules) {
        const { allowed, type } = await decide(target);
        if (allowed && !listings.has(type ?? "")) found.push({ target, of });
      }
    }
  }
  return found.slice(0, count);
}

const count = targetCount(10_000);
const allowed = allowedRequests(count);

for (const framework of frameworks) {
  describe(`pygeoapi under ${framework}, asked for what is allowed`, () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    let server: DirectPygeoapi;
    before(async () => {
      server = await startDirect(framework, markedConfiguration);
    });
    after(async () => {
      agent.destroy();
      await server?.close();
    });

    test("serves the collection or process of the rule and no other, and changes nothing", async (t) => {
      t.diagnostic(`seed ${seed}, ${count} requests`);
      const requests = await allowed;
      const served = new Map<string, number>();

      const send = async ({ target: { method, path, contentType }, of }: Allowed, index: number) => {
        const headers = contentType === "" ? {} : { "content-type": contentType };
        const hasBody = method !== "GET" && method !== "HEAD";
        const query = queries[index % queries.length] ?? "";
        const options = { method, headers, agent, ...(hasBody && { body }) };
        const { status, text } = await ask(server.url, path + query, options).catch(
          // The server may close a kept connection at the moment when it is used again.
          () => ask(server.url, path + query, { ...options, agent: undefined }),
        );
        if (status >= 400) return;
        for (const [id, marker] of markers) {
          if (id !== of)
            assert.doesNotMatch(text, marker, `${method} ${path}${query} for ${of}, seed ${seed}`);
        }
        if (markers.get(of)?.test(text)) served.set(of, (served.get(of) ?? 0) + 1);
      };
      // pygeoapi 0.24 keeps the process of an execution at its manager, which all requests share: of two at once, both
      // may run the process of one. A Lambda function has one request at a time, and so have executions here.
      const isExecution = ({ target }: Allowed) => target.path.includes("/execution");
      for (const [index, request] of requests.entries()) {
        if (isExecution(request)) await send(request, index);
      }
      const waiting = [...requests.entries()].filter(([, request]) => !isExecution(request));
      const work = async () => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await send(next[1], next[0]);
      };
      await Promise.all(Array.from({ length: 4 }, work));

      t.diagnostic(`served: ${[...served].map(([id, times]) => `${id} ${times}`).join(", ")}`);
      for (const of of [...collections, ...processMarkers.keys()])
        assert.ok((served.get(of) ?? 0) > count / 500, `${of} was hardly ever served`);
      assert.ok(!existsSync(join(server.work, "writes.txt")), "a rule to read has let somebody write");
    });
  });
}

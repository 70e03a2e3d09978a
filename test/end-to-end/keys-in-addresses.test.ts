/** A key that comes by the query, through the whole stack: no line that anything writes holds it, right or wrong, however its name is spelt. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { SettingsInput } from "#core/settings/schema";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { decisionPrinter } from "#local/start/decision-text";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

const wells = "/collections/wells/items?limit=1";
const wrong = randomBytes(24).toString("base64url");

/** As API Gateway hands it on: decoded once, so that a name encoded twice still is encoded. */
const spellings = ["apikey", "%61pikey", "api%6Bey", "%41PIKEY", "ApiKey", "%2561pikey"];
const recognised = spellings.slice(0, 3);

let api: LocalApi;
/** Everything that a run of the API writes anywhere, and what `npm start` prints of it. */
const written: unknown[] = [];
before(async () => {
  const write = (...said: unknown[]) => void written.push(said);
  const printer = decisionPrinter(write);
  const changes: Partial<SettingsInput> = {
    apiKeys: { queryParameter: "apikey" },
    monitoring: {},
    logs: { access: { account: "create" } },
  };
  api = await startLocalApi({
    settings: sampleSettings(changes),
    onAccess(entry) {
      write(entry);
      printer.onAccess(entry);
    },
    onDecision(line) {
      write(line);
      printer.onDecision(line);
    },
    onLog: write,
  });
});
after(() => api?.close());

const said = () => JSON.stringify(written);

describe("a key in the query", () => {
  for (const name of spellings) {
    test(`as ${name} is in no line: where it is right, wrong, doubled, empty, or beside a key in the header`, async () => {
      const outcomes: unknown[] = [];
      for (const [query, headers] of [
        [`&${name}=${api.apiKey}`, {}],
        [`;${name}=${api.apiKey};f=json`, {}],
        [`&${name}=${wrong}`, {}],
        [`&${name}=${api.apiKey}&${name}=${wrong}`, {}],
        [`&${name}=&f=${name}`, {}],
        [`&${name}=${wrong}`, { "x-api-key": api.apiKey }],
      ] as const) {
        const answer = await ask(api.url, `${wells}${query}`, { headers });
        const { outcome, reason } = await decisionAbout(api, answer);
        outcomes.push([outcome, reason]);
      }
      assert.deepEqual(
        outcomes,
        recognised.includes(name)
          ? [
              ["allowed", "policy_allowed"],
              ["allowed", "policy_allowed"],
              ["challenged", "api_key_unknown"],
              ["challenged", "api_key_doubled"],
              ["challenged", "api_key_empty"],
              ["challenged", "api_key_doubled"],
            ]
          : [...Array(5).fill(["challenged", "credential_required"]), ["allowed", "policy_allowed"]],
      );
      for (const key of [api.apiKey, wrong, api.apiKey.slice(0, 16), wrong.slice(0, 16)]) {
        assert.ok(!said().includes(key));
      }
    });
  }

  test("is where the lines are that were looked through: decisions with metrics, the access log, what npm start prints", () => {
    for (const sign of [
      '"api_key_doubled"',
      '"_aws"',
      '"extendedRequestId"',
      "challenged: api_key_unknown",
      "200 GET",
    ]) {
      assert.ok(said().includes(sign.startsWith('"') ? sign : JSON.stringify(sign).slice(1, -1)), sign);
    }
  });
});

/** Two ORY Hydras in one API, one with tokens of either form: each token is its own Hydra's. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clientSecretArn, secretText } from "../authorization/client-secret.ts";
import { scope, startTokenApi, type TokenApi } from "../authorization/token-api.ts";
import { type Hydra, type HydraClient, startHydra } from "./start-hydra.ts";

const audience = "ogc-api";
const preset = "ory-hydra";

describe("an API that takes tokens of two ORY Hydras", () => {
  let first: Hydra;
  let second: Hydra;
  let api: TokenApi;
  let signing: HydraClient;
  let introspected: HydraClient;
  let stranger: HydraClient;
  before(async () => {
    first = await startHydra([scope], [audience]);
    second = await startHydra([scope], [audience]);
    signing = await first.client("signing", "jwt");
    introspected = await first.client("introspected", "opaque");
    stranger = await second.client("stranger", "opaque");
    api = await startTokenApi(
      {
        issuers: [first, second].map(({ issuer }) => ({ preset, issuer, audiences: [audience] })),
        opaque: [
          {
            preset,
            issuer: first.issuer,
            audiences: [audience],
            introspection: { url: first.introspectionEndpoint, clientSecretArn },
          },
        ],
      },
      { secrets: { [clientSecretArn]: secretText(introspected) } },
    );
  });
  after(async () => {
    await api?.close();
    await second?.close();
    await first?.close();
  });

  test("opens to JWTs of both, and to opaque tokens of the one that is asked about them", async () => {
    const other = await second.client("other", "jwt");
    for (const client of [signing, other, introspected]) {
      const { answer, decision } = await api.present(await client.clientToken({ scope, audience }));
      assert.deepEqual([answer.status, decision.principalId], [200, client.id]);
    }
    const foreign = await stranger.clientToken({ scope, audience });
    assert.equal((await api.present(foreign)).outcome, "401 token_inactive");
  });
});

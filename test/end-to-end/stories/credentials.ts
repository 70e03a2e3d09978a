/** Credentials in doubt. */
import assert from "node:assert/strict";
import { get, type Stories, wells, withKey, withToken } from "./story.ts";

/** A token of an issuer that nobody has configured. */
const stranger = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.c2ln";

export const credentials: Stories = {
  async "of two kinds at once is refused"(api) {
    const headers = { ...withKey(api), ...(await withToken(api, { scope: "wells:read" })) };
    const answer = await get(api, wells, { headers });
    assert.deepEqual([answer.status, await api.reasonOf(answer)], [401, "several_credentials"]);
  },

  async "that is a token gone bad is a 401, with the reason in the log alone"(api) {
    const expired = await withToken(api, { scope: "wells:read" }, { expiresInSeconds: -60 });
    const cases: [string, string][] = [
      [expired.authorization, "token_expired"],
      [(await withToken(api, { aud: "other" })).authorization, "token_audience"],
      [(await withToken(api, {}, { typ: "JWT" })).authorization, "token_not_access_token"],
      [`${(await withToken(api, {})).authorization.slice(0, -8)}AAAAAAAA`, "token_signature"],
      [`Bearer ${stranger}`, "token_issuer_unknown"],
      ["Basic dTpw", "authorization_scheme_unknown"],
    ];
    for (const [authorization, reason] of cases) {
      const answer = await get(api, wells, { headers: { authorization } });
      assert.deepEqual([answer.status, await api.reasonOf(answer)], [401, reason]);
      assert.ok(!answer.text.includes(reason));
    }
  },
};

/** A protected fastgeoapi, which is started once for all that is told about it, beside one without protection. */
import { after, before, describe } from "node:test";
import { ask } from "#test/http/exact-request";
import { type DirectFastgeoapi, startDirectFastgeoapi } from "./start-fastgeoapi.ts";
import { type ProtectedFastgeoapi, startProtected } from "./start-protected.ts";
import { besideTheApi } from "./stories/beside-api.ts";
import { bypass, servedWithoutProtection } from "./stories/bypass.ts";
import { keysInLinks } from "./stories/keys-in-links.ts";
import { pages } from "./stories/pages.ts";
import { reading } from "./stories/reading.ts";
import { writing } from "./stories/writing.ts";
import { nothingStarted } from "./tutorial/started-together.ts";

describe("fastgeoapi with keys, tokens and nobody in particular at the same time", () => {
  const started = nothingStarted();
  let api: ProtectedFastgeoapi;
  let direct: DirectFastgeoapi;
  before(async () => {
    [api, direct] = await started.together([startProtected(), startDirectFastgeoapi({})]);
    // Its function starts at its first request.
    await ask(api.url, "/healthz");
  });
  after(() => started.close());

  reading(() => api);
  pages(() => api);
  keysInLinks(() => api, false);
  writing(() => api);
  servedWithoutProtection(() => direct);
  // Before a reload that is granted: afterwards none has happened.
  bypass(() => api);
  besideTheApi(() => api);
});

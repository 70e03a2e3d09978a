/** Generated input documents for the policy: such as the product makes, damaged ones, and any JSON at all. */
import fc from "fast-check";
import { actions } from "#core/settings/access-rules";

/** Ids that rules and questions share, so that they meet; some are names that every object has. */
export const ids = [
  "lakes",
  "wells",
  "secret",
  "buffer",
  "billing",
  "*",
  "",
  "__proto__",
  "constructor",
] as const;
export const issuers = ["https://idp.example/realms/geo", "https://other.example"] as const;
export const scopes = ["lakes:write", "lakes:edit", "openid", "lakes:write lakes:edit"] as const;
export const keyNames = ["partner", "other", "*"] as const;
export const claimNames = ["groups", "roles", "trial", "sub", "__proto__"] as const;
export const claimValues = ["admin", "editors", "", "1", 1, 0, true, false] as const;

const resourceTypes = [
  "landing-page",
  "conformance",
  "api-definition",
  "tile-matrix-sets",
  "styles",
  "health",
  "assets",
  "administration",
  "mcp",
  "collections",
  "collection",
  "collection-part",
  "items",
  "item",
  "all-collections",
  "processes",
  "process",
  "execution",
  "jobs",
  "job",
  "job-results",
  "unknown",
] as const;

/** A resource, with the id that its type needs and now and then others. */
export const resource = fc.record(
  {
    type: fc.constantFrom(...resourceTypes),
    action: fc.constantFrom(...actions),
    collection: fc.constantFrom(...ids),
    process: fc.constantFrom(...ids),
    job: fc.constantFrom(...ids),
  },
  { requiredKeys: ["type", "action", "collection", "process"] },
);

const claims = fc.dictionary(
  fc.constantFrom(...claimNames),
  fc.oneof(
    fc.constantFrom(...claimValues),
    fc.array(fc.constantFrom(...claimValues), { maxLength: 3 }),
    fc.constantFrom("admin editors", null),
    fc.dictionary(fc.constantFrom("admin", "a"), fc.constantFrom(...claimValues), { maxKeys: 2 }),
  ),
  { maxKeys: 4, noNullPrototype: true },
);

const held = fc.subarray([...scopes]);
const nothing = { issuer: fc.constant(""), claims: fc.constant({}) };

/** A principal of each kind, as authenticators make them. */
export const principal = fc.oneof(
  fc.record({
    kind: fc.constant("anonymous"),
    id: fc.constant("anonymous"),
    scopes: fc.constant([]),
    ...nothing,
  }),
  fc.record({ kind: fc.constant("api-key"), id: fc.constantFrom(...keyNames), scopes: held, ...nothing }),
  fc.record({
    kind: fc.constant("token"),
    id: fc.constantFrom("ann", ...keyNames),
    issuer: fc.constantFrom(...issuers),
    scopes: held,
    claims,
  }),
);

/** Candidates of a listing, of which a policy may be asked at once which are visible. */
const candidates = fc.record({
  type: fc.constantFrom("collection", "process"),
  ids: fc.uniqueArray(fc.constantFrom(...ids, "rivers"), { maxLength: 6 }),
});

/** An input document as far as the policy that ships reads it. */
export const question = fc.record(
  { resource, principal, candidates },
  { requiredKeys: ["resource", "principal"] },
);

/** Values that stand where others are expected. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, true, "*", "token", "\ud83c", [], {}, ["*"], { "*": "*" }),
);

/** A question of which one member, or one member of a member, is something else or is not there. */
const damaged = fc
  .tuple(
    question,
    fc.constantFrom("resource", "principal"),
    fc.constantFrom(
      "type",
      "action",
      "collection",
      "process",
      "kind",
      "id",
      "issuer",
      "scopes",
      "claims",
      "",
    ),
    fc.option(odd),
  )
  .map(([whole, part, member, instead]) => {
    const document: Record<string, unknown> = { ...whole };
    if (member === "") document[part] = instead;
    else document[part] = { ...whole[part === "resource" ? "resource" : "principal"], [member]: instead };
    return document;
  });

/** Input documents of every kind, hostile ones included. */
export const anyQuestion: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: question },
  { weight: 3, arbitrary: damaged },
  { weight: 1, arbitrary: odd },
);

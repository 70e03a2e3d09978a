/** Generated requests: paths of the table with real ids, names of parts in odd places, and odd spellings. */
import fc from "fast-check";
import { allRoutes } from "#core/routes/all-routes";

/** A request as a client may write it. */
export interface Target {
  readonly method: string;
  /** As in the request line, without query. */
  readonly path: string;
  /** Empty: none. */
  readonly contentType: string;
}

const templates = allRoutes.map(({ path }) => path.split("/").slice(1));

/** What is asked for most, and what can do most harm. */
const busyTypes = new Set(["items", "item", "execution"]);
const busy = allRoutes
  .filter(({ type, path }) => busyTypes.has(type) || path.startsWith("/stac/"))
  .map(({ path }) => path.split("/").slice(1));
const literals = [...new Set(templates.flat())].filter((word) => word !== "" && !word.includes("{"));

/** Spellings that are not canonical, or names that are easily taken for others. */
const oddSegments = [
  "",
  ".",
  "..",
  "%2e%2e",
  "lakes%2Fitems",
  "lakes%2fsecret",
  "%2Flakes",
  "l%61kes",
  "l%2561kes",
  "%2577ells",
  "wells%252Fitems",
  "lakes;x=1",
  "lakes%00",
  "lakes%0A",
  "lakes%20",
  "lakes%3Ff=json",
  "Lakes",
  "ITEMS",
  "%69tems",
  "items%2Fschema",
  "o%CC%88d%20see",
  "%C3%B6d+see",
  "%25C3%25B6d%2520see",
  "*",
  "%2A",
  "__proto__",
];

/** Ids that an API has, decoded; a `/` in one separates segments. */
export interface Ids {
  readonly collections: readonly string[];
  readonly processes: readonly string[];
  /** Of items, jobs, instances, tiles. */
  readonly others: readonly string[];
}

/** Requests for an API that has these ids. */
export function targets(ids: Ids): fc.Arbitrary<Target> {
  const oneOf = (some: readonly string[]) =>
    fc.constantFrom(...some).map((each) => each.split("/").map(encodeURIComponent));
  const id = oneOf([...ids.collections, ...ids.processes, ...ids.others]);
  const word = fc.constantFrom(...literals).map((each) => [each]);
  const odd = fc.constantFrom(...oddSegments).map((each) => [each]);
  const anything = fc.oneof(
    { arbitrary: id, weight: 4 },
    { arbitrary: word, weight: 4 },
    { arbitrary: odd, weight: 1 },
  );
  const parameter = (fitting: fc.Arbitrary<string[]>) =>
    fc.oneof({ arbitrary: fitting, weight: 8 }, { arbitrary: anything, weight: 1 });
  const parameters = fc.record({
    collection: parameter(oneOf(ids.collections)),
    process: parameter(oneOf(ids.processes)),
    others: fc.array(parameter(oneOf(ids.others)), { minLength: 6, maxLength: 6 }),
  });

  const filled = fc
    .record({
      template: fc.oneof(
        { arbitrary: fc.constantFrom(...templates), weight: 2 },
        { arbitrary: fc.constantFrom(...busy), weight: 1 },
      ),
      values: parameters,
    })
    .map(({ template, values: { collection, process, others } }) =>
      template.flatMap((part, index) => {
        if (part === "{collection}") return collection;
        if (part === "{process}") return process;
        return part.startsWith("{") ? (others[index] ?? []) : [part];
      }),
    );
  const edit = fc.record({
    at: fc.nat(7),
    what: fc.constantFrom("insert", "replace", "drop", "encode", "join"),
    segments: anything,
  });
  const segments = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(filled, fc.oneof(fc.constant([]), fc.array(edit, { maxLength: 2 }))),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(anything, { maxLength: 7 })
        .map((parts) => [parts.flat(), []] as [string[], never[]]),
    },
  );
  return fc.record({
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constant("GET") },
      { weight: 3, arbitrary: fc.constantFrom("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") },
    ),
    path: fc
      .tuple(segments, fc.oneof({ weight: 9, arbitrary: fc.constant("") }, fc.constant("/")))
      .map(([[parts, edits], end]) => `/${edits.reduce(edited, parts).join("/")}${end}`),
    contentType: fc.constantFrom(
      "",
      "application/geo+json",
      "application/geo+json; charset=utf-8",
      "application/json",
      "application/query-cql-json",
    ),
  });
}

interface Edit {
  readonly at: number;
  readonly what: string;
  readonly segments: readonly string[];
}

function edited(path: readonly string[], { at, what, segments }: Edit): string[] {
  const before = path.slice(0, at);
  const [segment = "", next = "", ...after] = path.slice(at);
  const rest = path.slice(at + 1);
  switch (what) {
    case "insert":
      return [...before, ...segments, ...path.slice(at)];
    case "replace":
      return [...before, ...segments, ...rest];
    case "drop":
      return [...before, ...rest];
    case "encode": {
      const code = segment.charCodeAt(0);
      const hex = Number.isNaN(code) ? "" : `%${code.toString(16).padStart(2, "0")}`;
      return [...before, `${hex}${segment.slice(1)}`, ...rest];
    }
    default:
      return [...before, `${segment}%2F${next}`, ...after];
  }
}

/** Which paths are read, and which are refused because a server might read them in another way. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { canonicalSegments, decodedFully } from "#core/canonical-path";
import { holdsFor, runsOf } from "#test/properties/seeded";

describe("a canonical path", () => {
  test("is split and decoded exactly once", () => {
    const paths: [string, string[]][] = [
      ["/", []],
      ["/collections", ["collections"]],
      ["/collections/lakes/items", ["collections", "lakes", "items"]],
      ["/collections/l%C3%A4nder/items/urn:x:1", ["collections", "länder", "items", "urn:x:1"]],
      ["/collections/a%20b", ["collections", "a b"]],
      ["/collections/a%2Cb%3Ac", ["collections", "a,b:c"]],
      ["/collections/a%c3%bc", ["collections", "aü"]],
      ["/collections/(a)'!$&+,=@~", ["collections", "(a)'!$&+,=@~"]],
    ];
    for (const [path, segments] of paths) assert.deepEqual(canonicalSegments(path), segments, path);
  });

  test("may have one slash at its end, which names the same resource", () => {
    assert.deepEqual(canonicalSegments("/collections/lakes/"), canonicalSegments("/collections/lakes"));
  });
});

describe("a path is refused", () => {
  const refused: Record<string, readonly string[]> = {
    "without a slash at its start": ["", "collections", "http://x/collections"],
    "with an empty segment": ["//", "//collections", "/collections//items", "/collections/lakes//"],
    "with a dot segment, however spelled": [
      "/.",
      "/..",
      "/a/../b",
      "/a/./b",
      "/a/%2e%2e/b",
      "/a/.%2E",
      "/%2e",
    ],
    "with an encoded slash or backslash": ["/collections/wells%2Fitems", "/a%2fb", "/a%5Cb", "/a%5cb"],
    "with an encoded delimiter": ["/a%3Bb", "/a%3Fb", "/a%23b", "/a%25b", "/a%252Fb", "/a%2Ab"],
    "with an encoded percent sign, whatever decoding again would make of it": [
      "/a%2541",
      "/collections/%2577ells/items",
      "/a%2520b",
      "/l%25C3%25A4nder",
      "/a%252Cb",
    ],
    "with an encoded unreserved character": ["/%63ollections", "/a%2Db", "/%7Ea", "/a%5Fb", "/a%30"],
    "with a control character": ["/a%00", "/a%0A", "/a%0d%0a", "/a%7F", "/a%C2%85", "/a\u0000", "/a\n"],
    "with a literal that does not belong": [
      "/a;b",
      "/a\\b",
      "/a*",
      "/a b",
      "/a?b",
      "/a#b",
      '/a"b',
      "/a{b}",
      "/ä",
      "/a|b",
    ],
    "that is not UTF-8": ["/a%FF", "/a%C3", "/a%C0%AF", "/a%ED%A0%80"],
    "that is not in normalization form C": ["/a%CC%88", "/%E2%84%AB"],
    "with a broken escape": ["/a%", "/a%2", "/a%zz", "/%u002f"],
    "longer than a policy's resource": [`/${"a".repeat(512)}`],
  };
  for (const [why, paths] of Object.entries(refused)) {
    test(why, () => {
      for (const path of paths) assert.equal(canonicalSegments(path), undefined, JSON.stringify(path));
    });
  }
});

describe("for every path", () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        "/",
        "%2F",
        "%2f",
        "..",
        ".",
        "%2e",
        ";",
        "\\",
        "*",
        "%",
        "%25",
        "a",
        "collections",
        "%C3%A4",
        "//",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 12 },
  );

  test("no decoded segment is empty, a dot segment, or holds what a router would split or cut at", () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const segment of canonicalSegments(`/${parts.join("")}`) ?? []) {
          assert.ok(segment !== "" && segment !== "." && segment !== "..");
          assert.doesNotMatch(segment, /[/\\;?#%*\p{Cc}]/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("two canonical spellings of one path read the same, and decoding again changes nothing", () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const segments = canonicalSegments(`/${parts.join("")}`);
        if (segments === undefined) return;
        const respelled = `/${segments.map(encodeURIComponent).join("/")}`;
        if (respelled.length <= 512) assert.deepEqual(canonicalSegments(respelled), segments);
        for (const segment of segments) assert.equal(decodeURIComponent(segment), segment);
      }),
      { numRuns: 2000 },
    );
  });

  test("a segment that needs no decoding is read as all the rules would read it", (context) => {
    const character = fc.oneof(
      fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(".", "a", "~", "%41", "%20", "%C3%A4", "\u00e4", "\u2028", "\n"),
    );
    const segment = fc.array(character, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
    const property = fc.property(segment, (text) => {
      if (text.includes("/")) return;
      const read = decodedFully(text);
      assert.deepEqual(canonicalSegments(`/${text}`), read === undefined ? undefined : [read]);
    });
    return holdsFor(runsOf(5000), property, context);
  });
});

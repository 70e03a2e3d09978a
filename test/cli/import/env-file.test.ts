/** `.env` files are read as every release of python-dotenv from 0.21 to 1.2.4 reads them, or refused: what each made of a line was seen by running it. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { envFile } from "#cli/import/env-file/env-file";
import { envReader } from "#cli/import/env-file/env-reader";

const read = (text: string) => envFile(Buffer.from(text));

/** Names and values; `undefined` for a name without `=`. */
const valuesIn = (text: string) =>
  Object.fromEntries([...read(text).variables.values()].map(({ name, value }) => [name, value]));

const asPythonDoes: readonly (readonly [text: string, values: Record<string, string | undefined>])[] = [
  ["A=b", { A: "b" }],
  ["A=b # c", { A: "b" }],
  ["A=b#c", { A: "b#c" }],
  ["A=#c", { A: "#c" }],
  ['A="x # y" # z', { A: "x # y" }],
  ['A="x"# c', { A: "x" }],
  ["A='x\\n'", { A: "x\\n" }],
  ['A="x\\ny"', { A: "x\ny" }],
  ['A="\\\\n"', { A: "\\n" }],
  ["A='it\\'s'", { A: "it's" }],
  ["A=\\n", { A: "\\n" }],
  ["export A=1", { A: "1" }],
  ["export\tA=1", { A: "1" }],
  ["export=1", { export: "1" }],
  ["export A", { A: undefined }],
  ["exportA=1", { exportA: "1" }],
  ["A = b ", { A: "b" }],
  ['A\t=\t"b"\t', { A: "b" }],
  ["A=", { A: "" }],
  ["A=\n  B=2", { A: "", B: "2" }],
  ["A", { A: undefined }],
  ["A=a b c", { A: "a b c" }],
  ["A==b", { A: "=b" }],
  ["'A b'=2", { "A b": "2" }],
  ["a.b-c=1", { "a.b-c": "1" }],
  ["A=`x`", { A: "`x`" }],
  ["A=$B", { A: "$B" }],
  ["A=x\r\nB=y", { A: "x", B: "y" }],
  ["A=x\rB=y", { A: "x", B: "y" }],
  ['A="multi\nline"\nB=1', { A: "multi\nline", B: "1" }],
  ['A="multi\r\nline\r"\r\nB=1', { A: "multi\nline\n", B: "1" }],
  ['A="x\\"y"', { A: 'x"y' }],
  ["#A=1\n\n  B=2", { B: "2" }],
  ["A=1\nA=2", { A: "2" }],
];

suite("a .env file", () => {
  for (const [text, values] of asPythonDoes) {
    test(`${JSON.stringify(text)} is ${JSON.stringify(values)}`, () => {
      assert.deepEqual(valuesIn(text), values);
      assert.deepEqual(read(text).mistakes, []);
    });
  }

  for (const [text, line, others] of [
    ['A="unterminated\nB=2', 1, { B: "2" }],
    ["B=1\nA='unterminated", 2, { B: "1" }],
    ['A="x" junk\nB=1', 1, { B: "1" }],
    ["=x\nB=1", 1, { B: "1" }],
    ["'A=1\nB=1", 1, { B: "1" }],
    ["A: b", 1, {}],
    ['A="x"\\', 1, {}],
  ] as const) {
    test(`${JSON.stringify(text)} has a line that python-dotenv skips, which is a mistake here`, () => {
      assert.deepEqual(
        read(text).mistakes.map(({ variable }) => variable),
        [`line ${line}`],
      );
      assert.deepEqual(valuesIn(text), others);
    });
  }

  test("refuses characters that Python and JavaScript take for different things", () => {
    for (const character of ["\u00a0", "\u2028", "\u000b", "\u001f", "\u0085", "\u200b"]) {
      const { mistakes, variables } = read(`A=1\nB=x${character}y`);
      assert.deepEqual([mistakes.map(({ variable }) => variable), variables.size], [["line 2"], 0]);
    }
    assert.deepEqual(valuesIn("A=Zürich 🗺️"), { A: "Zürich 🗺️" });
  });

  for (const text of ["A='\\'", 'A="\\"', "A='x\\\\'y'"]) {
    test(`${JSON.stringify(text)} has quotes that end elsewhere in another release, which is a mistake`, () => {
      const [mistake] = read(text).mistakes;
      assert.match(mistake?.variable ?? "", /^line [12]$/);
      assert.match(mistake?.remedy ?? "", /backslash .* leave the quotes out/);
    });
  }

  test("refuses what is UTF-16, with a byte order mark or without", () => {
    for (const text of ["A=1\n", "\uFEFFA=1\n"]) {
      const { mistakes, variables } = envFile(Buffer.from(text, "utf16le"));
      assert.match(mistakes[0]?.remedy ?? "", /UTF-8/);
      assert.deepEqual([mistakes.length, variables.size], [1, 0]);
    }
  });

  test("names the line of a mistake, wherever it is", () => {
    const { mistakes } = read('A=1\r\n\r\nB="x\r\ny"\rC: 1\n\n# d\nD: 2');
    assert.deepEqual(
      mistakes.map(({ variable }) => variable),
      ["line 5", "line 8"],
    );
  });

  test("of many lines is read at once", () => {
    const { variables, repeated } = read("A=1\n".repeat(25_000));
    assert.deepEqual([variables.size, repeated], [1, ["A"]]);
  });

  test("refuses a byte order mark, which may become part of the first name", () => {
    assert.match(read("\uFEFFA=1").mistakes[0]?.remedy ?? "", /byte order mark/);
  });

  test("refuses what is not UTF-8", () => {
    assert.match(envFile(Buffer.from([0x41, 0x3d, 0xe9])).mistakes[0]?.remedy ?? "", /UTF-8/);
  });

  test("knows what is given twice", () => {
    assert.deepEqual(read("A=1\nB=1\nA=2\nA=3").repeated, ["A"]);
  });
});

suite("a variable of a .env file", () => {
  const reader = (text: string) => envReader(read(text));

  test("is a boolean as pydantic reads it", () => {
    for (const word of ["true", "True", "TRUE", "1", "yes", "Y", "on", "t"]) {
      assert.equal(reader(`A=${word}`).flag("A"), true, word);
    }
    for (const word of ["false", "0", "no", "N", "OFF", "f"]) {
      assert.equal(reader(`A=${word}`).flag("A"), false, word);
    }
    assert.equal(reader("B=1").flag("A"), false);
  });

  test("is a mistake where it is another word, or blank", () => {
    for (const word of ["tru", "2", "", '" true"', "enabled"]) {
      const each = reader(`A=${word}`);
      assert.equal(each.flag("A"), false);
      assert.deepEqual(
        each.mistakes.map(({ variable }) => variable),
        ["A"],
        word,
      );
    }
  });

  test("is a mistake where it refers to another one, since its value there depends on the server's environment", () => {
    for (const value of ["${B}", "'${B}'", '"x${B:-y}"']) {
      const each = reader(`B=1\nA=${value}`);
      assert.equal(each.text("A"), undefined);
      assert.match(each.mistakes[0]?.remedy ?? "", /write the value out/);
    }
  });

  test("is a mistake where it begins with # behind a space, which is a remark in one release and the value in another", () => {
    for (const text of ["A= # c", "A =\t#c", "A= # ${B}"]) {
      const each = reader(text);
      assert.equal(each.needed("A", "other remedy"), undefined);
      assert.deepEqual(
        each.mistakes.map(({ remedy }) => /remark to a line of its own/.test(remedy)),
        [true],
        text,
      );
    }
    assert.equal(reader("A='#c'").text("A"), "#c");
  });

  test("that is given twice is a mistake that says which of the two counts", () => {
    const each = reader("A=1\nA=\nB=");
    each.needed("A", "is blank");
    each.needed("B", "is blank");
    assert.deepEqual(
      each.mistakes.map(({ remedy }) => remedy),
      ["is blank (the file gives it twice, and the last one counts)", "is blank"],
    );
  });

  test("is a mistake without = and with white space around its value", () => {
    for (const text of ["A", 'A=" x"', "A='x '"]) {
      const each = reader(text);
      assert.equal(each.text("A"), undefined);
      assert.equal(each.mistakes.length, 1, text);
    }
  });

  test("that is blank is as if it were not given, unless it is needed", () => {
    assert.equal(reader("A=").text("A"), undefined);
    assert.deepEqual(reader("A=").mistakes, []);
    const needing = reader("A=\nC=1");
    assert.deepEqual(
      [needing.needed("A", "r"), needing.needed("B", "r"), needing.needed("C", "r")],
      [undefined, undefined, "1"],
    );
    assert.deepEqual(
      needing.mistakes.map(({ variable }) => variable),
      ["A", "B"],
    );
  });

  test("that nobody reads may be anything", () => {
    const each = reader("A=${B}\nC\nD=1");
    assert.equal(each.text("D"), "1");
    assert.deepEqual(each.mistakes, []);
  });
});

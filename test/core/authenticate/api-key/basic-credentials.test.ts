/** The Basic scheme is read in the one way in which it can be written, and everything else is malformed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { basicCredentials, isBasic } from "#core/authenticate/api-key/basic-credentials";

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString("base64");
const malformed = { rejected: "basic_malformed" };

describe("a Basic credential", () => {
  test("is split at the first colon (RFC 7617 section 2, whose example this is)", () => {
    assert.deepEqual(basicCredentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), {
      userName: "Aladdin",
      password: "open sesame",
    });
    assert.deepEqual(basicCredentials(`Basic ${base64("u:p:q:")}`), { userName: "u", password: "p:q:" });
  });

  test("is UTF-8 (RFC 7617 section 2.1, whose example this is), and no character of it is folded or left out", () => {
    assert.deepEqual(basicCredentials("Basic dGVzdDoxMjPCow=="), { userName: "test", password: "123£" });
    for (const text of ["\u00e9", "e\u0301", "\ufeffkey", "key\ufeff", " key ", "\ufffd"]) {
      assert.deepEqual(basicCredentials(`Basic ${base64(`${text}:${text}`)}`), {
        userName: text,
        password: text,
      });
    }
  });

  test("may lack user name, password or both", () => {
    assert.deepEqual(basicCredentials(`Basic ${base64("key:")}`), { userName: "key", password: "" });
    assert.deepEqual(basicCredentials(`Basic ${base64(":key")}`), { userName: "", password: "key" });
    assert.deepEqual(basicCredentials(`Basic ${base64(":")}`), { userName: "", password: "" });
  });

  test("has a scheme without case, and one space or more after it", () => {
    assert.equal("userName" in basicCredentials(`bAsIc   ${base64("u:p")}`), true);
  });

  const cases: readonly (readonly [string, string])[] = [
    ["without a colon", `Basic ${base64("key")}`],
    ["without anything", "Basic"],
    ["with nothing after the space", "Basic "],
    ["after a tab", `Basic\t${base64("u:p")}`],
    ["after a comma", `Basic,${base64("u:p")}`],
    ["in two parts", `Basic ${base64("u:p")} ${base64("u:p")}`],
    ["with parameters", 'Basic username="u", password="p"'],
    ["with a space at its end", `Basic ${base64("u:p")} `],
    ["with a line feed at its end", `Basic ${base64("u:p")}\n`],
    ["without its padding", "Basic dTpwcQ"],
    ["with too much padding", "Basic dTpw="],
    ["with padding alone", "Basic ="],
    ["with bits that mean nothing", "Basic dTpwcR=="],
    ["in base64url", `Basic ${Buffer.from("u:\u00ff\u00fe?>").toString("base64url")}`],
    ["in hexadecimal that is base64 of something else", `Basic ${Buffer.from("u:p").toString("hex")}`],
    ["in UTF-8 that is cut off", `Basic ${base64(Buffer.from([0x75, 0x3a, 0xc3]))}`],
    ["in Latin-1", `Basic ${base64(Buffer.from("u:\u00e9", "latin1"))}`],
    ["with an overlong slash", `Basic ${base64(Buffer.from([0x75, 0x3a, 0xc0, 0xaf]))}`],
    ["with half a surrogate pair", `Basic ${base64(Buffer.from([0x75, 0x3a, 0xed, 0xa0, 0x80]))}`],
    ["in UTF-16", `Basic ${base64(Buffer.from("\ufeffu:p", "utf16le"))}`],
    ["with a NUL", `Basic ${base64("u:p\0")}`],
    ["with a line feed inside", `Basic ${base64("u:p\nq")}`],
    ["with a line end at its end", `Basic ${base64("u:p\r\n")}`],
    ["with a DEL", `Basic ${base64("u\x7f:p")}`],
    ["with a control character of Latin-1", `Basic ${base64("u:p\u0085")}`],
  ];
  for (const [what, value] of cases) {
    test(`${what} is malformed, and still one of the Basic scheme`, () => {
      assert.equal(isBasic(value), true);
      assert.deepEqual(basicCredentials(value), malformed);
    });
  }

  test("that is longer than any key is not decoded", () => {
    const most = base64(`u:${"x".repeat(3070)}`);
    assert.equal(most.length, 4096);
    assert.equal("userName" in basicCredentials(`Basic ${most}`), true);
    assert.deepEqual(basicCredentials(`Basic ${base64(`u:${"x".repeat(3071)}`)}`), {
      rejected: "api_key_too_long",
    });
  });
});

test("another scheme is no Basic one, whatever it begins with", () => {
  for (const value of ["", "Bearer x", "Basically x", "Basic-2 x", "Basic.x", " Basic x", "x Basic y"]) {
    assert.equal(isBasic(value), false, value);
  }
});

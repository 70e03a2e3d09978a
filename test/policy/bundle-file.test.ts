/** Reading one file out of an OPA bundle, and refusing a bundle that is damaged. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { bundleFile } from "../../policy/bundle-file.ts";

/** A file of a tar archive (POSIX.1-1988 ustar): header, content, padding. */
function tarFile(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("0", 156);
  header.write("ustar\0", 257);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const bundle = (...files: Buffer[]): Buffer => gzipSync(Buffer.concat([...files, Buffer.alloc(1024)]));

describe("a file of a bundle", () => {
  test("is found after others, of whatever length", () => {
    for (const length of [0, 1, 511, 512, 513, 5000]) {
      const wasm = Buffer.alloc(length, "w");
      const made = bundle(tarFile("/data.json", Buffer.from("{}")), tarFile("/policy.wasm", wasm));
      assert.deepEqual(bundleFile(made, "/policy.wasm"), wasm);
    }
  });

  test("is found by its whole path", () => {
    const made = bundle(
      tarFile("/a/policy.wasm", Buffer.from("other")),
      tarFile("/policy.wasm", Buffer.from("ours")),
    );
    assert.equal(bundleFile(made, "/policy.wasm").toString(), "ours");
    assert.throws(() => bundleFile(made, "policy.wasm"), /no whole file policy\.wasm/);
  });

  test("may have a name of a hundred characters", () => {
    const name = `/${"n".repeat(99)}`;
    assert.equal(bundleFile(bundle(tarFile(name, Buffer.from("content"))), name).toString(), "content");
  });

  test("is not there in an archive cut short, or in none", () => {
    const cut = gzipSync(tarFile("/policy.wasm", Buffer.alloc(5000)).subarray(0, 2000));
    for (const made of [cut, bundle(), gzipSync(Buffer.from("no archive"))]) {
      assert.throws(() => bundleFile(made, "/policy.wasm"), /no whole file \/policy\.wasm/);
    }
    assert.throws(() => bundleFile(Buffer.from("not compressed"), "/policy.wasm"));
  });
});

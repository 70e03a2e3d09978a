/** The real Starlette reads a path as the documents of the foreign policy inputs have it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { fastApiOpaInput } from "#core/authorize/input/fastapi-opa";
import { methodApiJwtInput } from "#core/authorize/input/method-api-jwt";
import { anonymous } from "#core/principal";
import { asked } from "#test/core/asked";
import { python } from "./guarded-backend.ts";

/** A server decodes the path once, as Mangum does (`unquote`), and hands it to Starlette. */
const script = `
import json, sys
from urllib.parse import unquote
from starlette.requests import Request
def read(path):
    scope = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "root_path": "",
        "query_string": b"f=json", "headers": [(b"host", b"api.example")], "scheme": "https", "server": ("api.example", 443)}
    return {"api": Request(scope).url.path, "request_path": scope["path"].split("/")[1:]}
print(json.dumps([read(path) for path in json.loads(sys.argv[1])]))
`;

test("Starlette's request.url.path is `api`, and its scope's path is request_path", async () => {
  const paths = [
    "/",
    "/a",
    "/a/",
    "/collections/gr%C3%BC%C3%9Fe%20b/items",
    "/%F0%9F%8C%8D",
    "/a@b:c,d=e&f+g",
  ];
  const { stdout } = await promisify(execFile)(python(), ["-c", script, JSON.stringify(paths)]);
  const ours = paths.map((path) => {
    const request = asked("GET", path, { authorization: "Bearer a.b.c" });
    return {
      api: methodApiJwtInput(request)?.api,
      request_path: fastApiOpaInput(request, anonymous)?.request_path,
    };
  });
  assert.deepEqual(ours, JSON.parse(stdout));
});

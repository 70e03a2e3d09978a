/** Which resource and method answer a path, and what of the path functions are then told. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { routeRequest } from "#local/gateway/route/routing";
import { sampleApi } from "../sample-request.ts";

const api = sampleApi();

function routed(path: string, method = "GET") {
  const routing = routeRequest(api, method, path);
  assert(routing.kind === "routed", `${method} ${path} is not routed`);
  const { resource, entry, pathParameters } = routing.route;
  return { resource: resource.path, path: entry.path, publicPath: entry.publicPath, pathParameters };
}

describe("which resource answers", () => {
  test("a literal part comes before a parameter, and a parameter before a greedy one", () => {
    assert.equal(routed("/dev/things/special").resource, "/things/special");
    assert.equal(routed("/dev/things/7").resource, "/things/{id}");
    assert.equal(routed("/dev/things/7/more").resource, "/{proxy+}");
  });

  test("a resource without the method leaves the request to a less specific one (recorded)", () => {
    assert.equal(routed("/dev/things/special", "POST").resource, "/{proxy+}");
    assert.equal(routed("/dev/things", "GET").resource, "/{proxy+}");
  });

  test("an exact method comes before ANY", () => {
    const options = routeRequest(api, "OPTIONS", "/dev/x");
    const get = routeRequest(api, "GET", "/dev/x");
    assert.equal(options.kind === "routed" && options.route.method.httpMethod, "OPTIONS");
    assert.equal(get.kind === "routed" && get.route.method.httpMethod, "ANY");
  });

  test("ANY stands for the seven methods of REST APIs and no others", () => {
    assert.equal(routed("/dev/x", "PATCH").resource, "/{proxy+}");
    assert.equal(routeRequest(api, "PROPFIND", "/dev/x").kind, "no-route");
    assert.equal(routeRequest(api, "ANY", "/dev/x").kind, "no-route");
  });

  test("a greedy parameter does not take an empty rest: the root answers", () => {
    assert.equal(routed("/dev").resource, "/");
    assert.equal(routed("/dev/").resource, "/");
  });

  test("parts are compared as sent: an encoded letter is another part", () => {
    assert.equal(routed("/dev/%74hings/special").resource, "/{proxy+}");
  });
});

describe("path and parameters", () => {
  test("the path stays percent-encoded, in the path parameter too (recorded)", () => {
    assert.deepEqual(routed("/dev/user/test%2Balias@example.com"), {
      resource: "/{proxy+}",
      path: "/user/test%2Balias@example.com",
      publicPath: "/dev/user/test%2Balias@example.com",
      pathParameters: { proxy: "user/test%2Balias@example.com" },
    });
  });

  test("a trailing slash is kept in the path and ignored by routing (recorded)", () => {
    const { resource, path, pathParameters } = routed("/dev/things/7/");
    assert.deepEqual(
      { resource, path, pathParameters },
      {
        resource: "/things/{id}",
        path: "/things/7/",
        pathParameters: { id: "7" },
      },
    );
    assert.deepEqual(routed("/dev/x/").pathParameters, { proxy: "x" });
  });

  test("of two slashes after the stage one is left in the path, and both in the path with the stage (recorded)", () => {
    const { path, publicPath, pathParameters } = routed("/dev//x");
    assert.deepEqual(
      { path, publicPath, pathParameters },
      {
        path: "/x",
        publicPath: "/dev//x",
        pathParameters: { proxy: "x" },
      },
    );
  });

  test("a double slash further on is kept (recorded)", () => {
    const { path, pathParameters } = routed("/dev/x//y");
    assert.deepEqual({ path, pathParameters }, { path: "/x//y", pathParameters: { proxy: "x//y" } });
  });

  test("a resource without parameters has none", () => {
    assert.equal(routed("/dev/things/special").pathParameters, undefined);
  });

  test("a parameter does not take an empty part", () => {
    assert.equal(routed("/dev/things//").resource, "/{proxy+}");
  });
});

describe("the stage", () => {
  test("a path that does not begin with it belongs to no API", () => {
    for (const path of ["/", "/x", "/devx", "/DEV/x", "*", ""]) {
      assert.equal(routeRequest(api, "GET", path).kind, "no-api", path);
    }
  });

  test("a double slash before it is one slash (recorded)", () => {
    const { path, publicPath } = routed("//dev/x");
    assert.deepEqual({ path, publicPath }, { path: "/x", publicPath: "/dev/x" });
  });
});

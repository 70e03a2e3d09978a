/** Response templates of mocks: the part of Velocity that is evaluated, and that nothing else of it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseResponseTemplate, renderResponseTemplate } from "#local/gateway/answer/response-template";
import { sampleRequest } from "../sample-request.ts";

const override = "$context.responseOverride.header";

function headersFor(source: string, headers: readonly string[] = []) {
  const { values } = sampleRequest({ headers });
  return Object.fromEntries(
    renderResponseTemplate(parseResponseTemplate(source, "Test"), values)?.headers ?? [["twice", "yes"]],
  );
}

describe("a program", () => {
  test("overrides a header by one of the request, of exactly that name", () => {
    const source = `#set(${override}.X-Tenant = $input.params().header.get("Tenant"))`;
    assert.deepEqual(headersFor(source, ["Tenant", "geo"]), { "X-Tenant": "geo" });
    assert.deepEqual(headersFor(source, ["tenant", "geo"]), { "X-Tenant": "" });
  });

  test("does what is in a condition only where it holds, at any depth", () => {
    const source = `#set($a = $input.params().header.get("A"))
      #if($a == "1" || $a == "2" || $a == "3")
        #set(${override}.X-Few = "yes")
        #if("2" == $a) #set(${override}.X-Two = $a) #end
      #end`;
    assert.deepEqual(headersFor(source, ["A", "2"]), { "X-Few": "yes", "X-Two": "2" });
    assert.deepEqual(headersFor(source, ["A", "3"]), { "X-Few": "yes" });
    assert.deepEqual(headersFor(source, ["A", "4"]), {});
    assert.deepEqual(headersFor(source), {});
  });

  test("keeps a variable that is set within a condition, and overrides nothing by one that is not", () => {
    const source = `#if($input.params().header.get("A") == "1") #set($x = "one") #end #set(${override}.X = $x)`;
    assert.deepEqual(headersFor(source, ["A", "1"]), { X: "one" });
    assert.deepEqual(headersFor(source), {});
  });

  test("that overrides a header twice is an error for that request", () => {
    const once = `#set(${override}.X = "1")`;
    const source = `${once} #if($input.params().header.get("A") == "1") ${once} #end`;
    assert.deepEqual(headersFor(source), { X: "1" });
    assert.deepEqual(headersFor(source, ["A", "1"]), { twice: "yes" });
  });

  test("takes what a client sends as a text, never as a template", () => {
    const source = `#set($a = $input.params().header.get("A")) #set(${override}.X = $a)`;
    for (const sent of ["#set($x = 1)", "$input.body", "$context", '"', "\\"]) {
      assert.deepEqual(headersFor(source, ["A", sent]), { X: sent });
    }
  });
});

describe("refused when it is read, and named, is", () => {
  const set = "#set($x = $input.params().header.get('A'))";
  for (const [what, source] of [
    ["a body beside directives", `${set} {"a": 1}`],
    ["a reference beside directives", `${set} $x`],
    ["a comparison for inequality", `${set} #if($x != "a") #end`],
    ["&&, which the parser reads from the left", `${set} #if($x == "a" && $x == "b") #end`],
    ["! before a condition", `${set} #if(!($x == "a")) #end`],
    ["a value as a condition", `${set} #if($x) #end`],
    ["#elseif", `${set} #if($x == "a") #elseif($x == "b") #end`],
    ["#else", `${set} #if($x == "a") #else #end`],
    ["#foreach", `${set} #foreach($y in $x) #end`],
    ["#macro", `${set} #macro(m) #end`],
    ["a comment", `${set} ## a comment`],
    ["raw text", `${set} #[[raw]]#`],
    ["arithmetic", `#set($x = 1 + 1)`],
    ["a number", `#set($x = 1)`],
    ["a list", `#set($x = ["a"])`],
    ["a variable that was not set", `#set($x = $y)`],
    ["a method of a text", `${set} #set($y = $x.toUpperCase())`],
    ["a property of a text", `${set} #set($y = $x.length)`],
    ["a way to JavaScript", `${set} #set($y = $x.constructor)`],
    ["an index", `${set} #set($y = $x[0])`],
    ["the body of the request", `#set($x = $input.body)`],
    ["another parameter of the request", `#set($x = $input.params("A"))`],
    ["a query parameter", `#set($x = $input.params().querystring.get("A"))`],
    ["a header by a computed name", `${set} #set($y = $input.params().header.get($x))`],
    ["$util", `#set($x = $util.escapeJavaScript("a"))`],
    ["a context variable", `#set($x = $context.stage)`],
    ["a text with a reference in it", `${set} #set($y = "a$x")`],
    ["a text with a directive in it", `#set($x = "#if")`],
    ["a quiet reference", `${set} #set($y = $!x)`],
    ["a reference in braces", `${set} #set($y = \${x})`],
    ["another status", `#set($context.responseOverride.status = "500")`],
    ["a request's header set", `#set($context.requestOverride.header.X = "a")`],
    ["a context variable set", `#set($context.stage = "a")`],
    ["$context set", `#set($context = "a")`],
    ["$input set", `#set($input = "a")`],
  ] as const) {
    test(what, () => {
      assert.throws(() => parseResponseTemplate(source, "Resource R"), /^TemplateError: Resource R: /);
    });
  }

  test("what is no Velocity", () => {
    assert.throws(() => parseResponseTemplate('#if($x == "a"', "Resource R"), /^TemplateError: Resource R: /);
  });
});

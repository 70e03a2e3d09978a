/** Built-in functions that the WebAssembly engine has from JavaScript, beside those compiled into a policy. */

/** Names as Rego writes them; held equal by a test to those of the package `@open-policy-agent/opa-wasm`. */
export const suppliedBuiltIns: ReadonlySet<string> = new Set([
  "json.is_valid",
  "regex.split",
  "sprintf",
  "yaml.is_valid",
  "yaml.marshal",
  "yaml.unmarshal",
]);

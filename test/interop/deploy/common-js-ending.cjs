/**
 * Loaded into the functions of ministack, which looks for a handler's module by `require` and so finds no `.cjs`:
 * AWS's runtime does (AWS Lambda developer guide, "Define Lambda function handler in Node.js").
 */
const Module = require("node:module");

Module._extensions[".cjs"] = Module._extensions[".js"];

/** A process that greets; meant to be public. */
import type { Process } from "./process.ts";

const longestName = 200;

export const helloWorld: Process = {
  id: "hello-world",
  title: "Hello world",
  description: "Greets whoever is named.",
  version: "1.0.0",
  inputs: {
    name: {
      title: "Name",
      description: "Whom to greet.",
      schema: { type: "string", minLength: 1, maxLength: longestName },
      isRequired: true,
    },
    message: {
      title: "Message",
      description: "What else to say.",
      schema: { type: "string", maxLength: longestName },
      isRequired: false,
    },
  },
  output: {
    id: "greeting",
    title: "Greeting",
    schema: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
  },
  run({ name, message = "" }) {
    if (typeof name !== "string" || name === "" || name.length > longestName) {
      return `The input name must be a text of 1 to ${longestName} characters.`;
    }
    if (typeof message !== "string" || message.length > longestName) {
      return `The input message must be a text of at most ${longestName} characters.`;
    }
    return { text: `Hello, ${name}!${message === "" ? "" : ` ${message}`}` };
  },
};

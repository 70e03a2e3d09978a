/** Where this project lies: everything in it is found from here, whatever the working directory is. */
import { fileURLToPath } from "node:url";

/** Absolute path of the project's root, without a slash at its end. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

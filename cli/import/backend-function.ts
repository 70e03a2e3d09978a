/** The function that is protected: a command line may name it, a `.env` file does not. */
import type { WrittenSettings } from "./imported.ts";

/** A function that nobody has. */
const placeholder = "arn:aws:lambda:eu-central-1:000000000000:function:name-of-your-function";

/** `backend` of the settings, with a remark where the function has to be named yet. */
export function backendFunction(
  functionArn: string | undefined,
  basePath: string | undefined,
): NonNullable<WrittenSettings["backend"]> {
  return {
    kind: "lambda",
    ...(functionArn === undefined && {
      "// functionArn": "No such function: name yours before you deploy.",
    }),
    functionArn: functionArn ?? placeholder,
    ...(basePath !== undefined && { basePath }),
  };
}

/** True where the function has to be named yet. */
export function namesNoFunction({ backend }: WrittenSettings): boolean {
  return backend?.kind === "lambda" && backend.functionArn === placeholder;
}

/** What is left to do about it. */
export const functionToName =
  "backend.functionArn names no function yet: put in the ARN of yours before you deploy (or import with --function-arn). npm start needs none.";

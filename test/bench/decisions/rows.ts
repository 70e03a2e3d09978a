/** What the rows of the tables are called: by these names figures come out of the processes that measured them. */

/** Decisions about tokens. */
export const tokenRows = {
  floor: "crypto.verify",
  alone: "aws-jwt-verify",
  control: "aws-jwt-verify, once more (control)",
  withPolicy: "aws-jwt-verify + policy, by hand",
  jose: "jose + policy, by hand",
  fresh: "ours, token not seen before",
  seen: "ours, token seen before",
  refused: "ours, refused (403), token seen before",
  anonymous: "ours, nobody (401)",
} as const;

/** Decisions about API keys. */
export const keyRows = {
  floor: "HMAC + map + WASM",
  control: "HMAC + map + WASM, once more (control)",
  key: "ours, static key",
  managed: "ours, managed key, remembered",
  unknown: "ours, unknown key (401)",
  line: "one line of the log",
} as const;

/** The bearer token that an OPA server asks for, read from a secret and kept for a while. */
import { Fault } from "#core/fault";
import { RefreshedValue } from "../refreshed-value.ts";
import type { ReadSecret } from "../secrets/secrets-manager.ts";

/**
 * Milliseconds: a token works no longer than `maximumAge` after it was replaced, since OPA refuses it and it is read
 * anew at once; a failed or futile read is not tried again before `cooldown`.
 */
const times = { maximumAge: 300_000, cooldown: 2000, timeout: 1500 };

/** Characters of a bearer token (RFC 6750 section 2.1); anything else could end the header that carries it. */
const tokenSyntax = /^[A-Za-z0-9._~+/-]+=*$/;

/** Longest token, in characters: servers take no header that is much longer. */
const longestToken = 8192;

/**
 * The token that is the text of a secret. Editors and commands put a line break at the end of a text, so white space
 * around it is no part of it.
 * @param now milliseconds since 1970-01-01T00:00Z
 * @returns a value that throws Fault `secret_unavailable` or `secret_invalid`, neither of which shows anything of it
 */
export function opaToken(readSecret: ReadSecret, now: () => number): RefreshedValue<string> {
  return new RefreshedValue(
    times,
    async (milliseconds) => {
      const text = (await readSecret("AWSCURRENT", milliseconds))?.text.trim();
      if (text !== undefined && text.length <= longestToken && tokenSyntax.test(text)) return text;
      throw new Fault(
        "secret_invalid",
        "the secret of policy.tokenSecretArn is no bearer token: store the token itself as its text, and nothing else",
      );
    },
    now,
  );
}

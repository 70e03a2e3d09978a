/** What of a fastgeoapi `.env` file was not used, so that nobody believes it was. */
import type { EnvFile } from "../env-file/env-file.ts";
import { keyPrefix, prefixedNames, prefixes, unprefixedNames } from "./setting-names.ts";

/** Names that are shown: what else stands left of a `=` may be a secret that a line break has moved there. */
const shownName = /^(?:DEV|PROD|PYGEOAPI|FASTGEOAPI|OAUTH2|OIDC|OPA|LOG|AWS)_[A-Z0-9_]{1,60}$/;

/** A sentence for each kind of what was passed over. */
export function passedOver({ variables, repeated }: EnvFile, prefix: string): string[] {
  const known = new Set([...prefixedNames.map((name) => prefix + name), ...unprefixedNames]);
  const unknown = [...variables.values()].filter(
    ({ name }) =>
      !known.has(name) &&
      !name.startsWith(keyPrefix) &&
      !Object.values(prefixes).some((other) => other !== prefix && name.startsWith(other)),
  );
  const keys = unknown.filter(({ name }) => name.startsWith(prefix + keyPrefix));
  const others = unknown.filter((each) => !keys.includes(each));
  const again = repeated.filter(
    (name) => known.has(name) || (name.startsWith(keyPrefix) && shownName.test(name)),
  );
  return [
    ...(again.length > 0 ? [`The last one counts of what the file gives twice: ${again.join(", ")}.`] : []),
    ...(keys.length > 0
      ? [
          `${keys.map(labelOf).join(", ")}: never a key there, and none here; only ${prefix}${keyPrefix}GLOBAL has the environment's prefix, further keys are ${keyPrefix}<name>.`,
        ]
      : []),
    ...(others.length > 0
      ? [`No settings of fastgeoapi's, and passed over: ${others.map(labelOf).join(", ")}.`]
      : []),
  ];
}

const labelOf = ({ name, line }: { readonly name: string; readonly line: number }) =>
  shownName.test(name) ? name : `line ${line}`;

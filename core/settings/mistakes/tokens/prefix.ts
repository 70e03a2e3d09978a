/** Prefixes of opaque tokens by which tokens would be sent to somebody who did not issue them. */
import type { SettingsMistake } from "../../settings-mistake.ts";
import type { OpaqueIssuerSettings } from "../../tokens/opaque-issuer.ts";

/** What the base64url of a JSON object begins with: of `{"`, and of `{` before white space (RFC 7515 section 3.1). */
const jwtBeginnings = ["eyJ", "eyA", "ewo", "ew0", "ewk"];

/** What is wrong with the prefix of an issuer, beside those of the others. */
export function prefixMistakes(
  issuer: OpaqueIssuerSettings,
  all: readonly OpaqueIssuerSettings[],
): SettingsMistake[] {
  const { prefix } = issuer;
  if (prefix === undefined) return [];
  const mistake = (remedy: string) => [{ setting: "prefix", remedy }];
  if (jwtBeginnings.some((beginning) => beginning.startsWith(prefix) || prefix.startsWith(beginning))) {
    return mistake("must not be what JSON Web Tokens begin with: they are checked here and sent to nobody");
  }
  const others = all.filter((other) => other !== issuer).flatMap((other) => other.prefix ?? []);
  // The longer prefix wins, so it is the shorter one's tokens that could go to the other provider.
  return others.some((other) => other !== prefix && other.startsWith(prefix))
    ? mistake(
        "must not be how another provider's prefix begins: some of its tokens would be sent to that one",
      )
    : [];
}

/** An emulator of AWS that somebody else runs: what functions need is kept there, under the names in the settings. */
import type { Settings } from "#core/settings/schema";
import type { LocalAws } from "./local-aws.ts";
import type { SecretContents } from "./local-secrets.ts";

/**
 * The emulator in place of the stand-ins. Nothing is made in it, and nothing of it is ended.
 * @throws Error that names the setting without which a function would look for what only the stack makes
 */
export function outsideAws(url: string, settings: Settings, contents: SecretContents): LocalAws {
  const { apiKeys } = settings;
  const missing = [
    apiKeys !== undefined && apiKeys.secretArn === undefined && "apiKeys.secretArn",
    apiKeys?.managed !== undefined && apiKeys.managed.tableArn === undefined && "apiKeys.managed.tableArn",
  ].find((setting) => setting !== false);
  if (missing !== undefined) throw new Error(`set ${missing}: what the stack makes is not in ${url}`);
  const { apiKeySecret, opaToken } = contents;
  if (apiKeySecret !== undefined || opaToken !== undefined || Object.keys(contents.given ?? {}).length > 0) {
    throw new Error(`secrets cannot be given beside the ones in ${url}: store them there`);
  }
  const elsewhere = () => {
    throw new Error(`the secrets are in ${url}: change them there`);
  };
  return {
    url,
    holdsKeys: false,
    setApiKeySecret: elsewhere,
    setOpaToken: elsewhere,
    setSecret: elsewhere,
    close: async () => {},
  };
}

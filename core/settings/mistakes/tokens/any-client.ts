/** Clients that are named although anybody's client will do. */
import type { SettingsMistake } from "../../settings-mistake.ts";
import type { OpaqueIssuerSettings } from "../../tokens/opaque-issuer.ts";

/** What is wrong with accepting any client. Whether an answer names the client at all, no setting can tell. */
export function anyClientMistakes({
  userInfo,
  audiences,
  clientIds,
}: OpaqueIssuerSettings): SettingsMistake[] {
  if (userInfo?.anyClient !== true || clientIds.length + audiences.length === 0) return [];
  const remedy = "contradicts `clientIds` and `audiences`: leave either this or those out";
  return [{ setting: "userInfo.anyClient", remedy }];
}

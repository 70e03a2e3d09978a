/** Clients that are to be compared with what no answer of the provider says. */
import type { SettingsMistake } from "../../settings-mistake.ts";
import type { OpaqueIssuerSettings } from "../../tokens/opaque-issuer.ts";
import { usualClientClaims } from "../../tokens/token-claims.ts";

/** What is wrong with how a user-info call is to tell the client. */
export function clientNobodyNames({
  userInfo,
  audiences,
  clientIds,
  clientClaims,
}: OpaqueIssuerSettings): SettingsMistake[] {
  if (userInfo === undefined) return [];
  if (userInfo.anyClient && clientIds.length + audiences.length > 0) {
    return [
      {
        setting: "userInfo.anyClient",
        remedy: "contradicts `clientIds` and `audiences`: leave either this or those out",
      },
    ];
  }
  const isNamed = userInfo.clientHeader !== undefined || clientClaims.join() !== usualClientClaims.join();
  if (clientIds.length === 0 || isNamed) return [];
  return [
    {
      setting: "userInfo.clientHeader",
      remedy:
        "is missing: who a user is does not say for which client; name the answer's header, or in `clientClaims` the one member of the answer, that holds what `clientIds` are compared with",
    },
  ];
}

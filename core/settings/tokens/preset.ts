/** What a preset is: the settings of an issuer at a well-known provider, and the mistakes that are made there. */
import type { SettingsMistake } from "../settings-mistake.ts";
import type { IssuerInput, IssuerSettings } from "./issuer.ts";
import type { OpaqueIssuerInput, OpaqueIssuerSettings } from "./opaque-issuer.ts";

/** A provider's preset. What the settings file gives stands before what a preset sets. */
interface Preset<Input, Validated> {
  /** What it sets, by the issuer's address as written: which may still turn out to be none. */
  settings(issuer: string): Partial<Input>;
  /** What of the provider's own ways validated settings miss, so that they would accept too much, or nothing. */
  mistakes(issuer: Validated): readonly SettingsMistake[];
}

/** Of a provider's JSON Web Tokens. */
export type JwtPreset = Preset<IssuerInput, IssuerSettings>;
/** Of a provider's opaque tokens. */
export type OpaquePreset = Preset<OpaqueIssuerInput, OpaqueIssuerSettings>;

/** A mistake in one setting of the issuer. */
export const mistakeIn = (setting: string, remedy: string): SettingsMistake => ({ setting, remedy });

/** An address without the slash at its end, to put a path behind. */
export const withoutSlash = (address: string): string => address.replace(/\/$/, "");

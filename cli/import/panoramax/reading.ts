/** What is read of a Panoramax `.env` file, and what the command line says beside it. */

/** What the command line says beside the file. */
export interface PanoramaxOptions {
  readonly functionArn?: string;
  readonly audience: readonly string[];
}

/** What was read: the provider, and its issuer where it has one. */
export interface PanoramaxReading {
  readonly provider: "oidc" | "osm";
  readonly issuer: string | undefined;
  readonly clientId: string;
  /** Whether anybody could upload. */
  readonly anonymousUpload: boolean;
}

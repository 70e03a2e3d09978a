/** Whether web pages can read a backend's answers: API Gateway passes a backend's headers on and adds none of its own. */
import type { CorsSettings } from "#core/settings/cors";

/** What a backend has answered to a page of an origin. */
export interface CrossOriginAnswer {
  /** The `Origin` that was sent. */
  readonly origin: string;
  /** `Access-Control-Allow-Origin`; `null` where the answer has none. */
  readonly allowOrigin: string | null;
  /** `Access-Control-Allow-Credentials`; `null` where the answer has none. */
  readonly allowCredentials: string | null;
}

/** Stands for any page where every origin is allowed. */
const anyPage = "https://maps.example.org";

/** The origins to ask with: those that the settings allow, or one that stands for all. */
export function askingOrigins({ allowOrigins }: Pick<CorsSettings, "allowOrigins">): readonly string[] {
  return allowOrigins.includes("*") ? [anyPage] : allowOrigins;
}

/**
 * Tells where the backend's answers would be withheld by browsers (Fetch standard, "CORS check") from pages that
 * `api.cors` allows.
 * @returns a sentence for each trouble, which says what to change; none when all is well
 */
export function crossOriginWarnings(
  answers: readonly CrossOriginAnswer[],
  { allowCredentials }: Pick<CorsSettings, "allowCredentials">,
): string[] {
  return [...new Set(answers.flatMap((answer) => warningAbout(answer, allowCredentials) ?? []))];
}

function warningAbout(answer: CrossOriginAnswer, needsCredentials: boolean): string | undefined {
  const { origin, allowOrigin } = answer;
  // Compared in just these letters by browsers, too.
  const grantsCredentials = answer.allowCredentials === "true";
  if (allowOrigin === null) {
    return (
      `pages cannot read what the backend answers: to a page of ${origin}, which api.cors.allowOrigins allows, it ` +
      "sends no Access-Control-Allow-Origin. STAC Browser, Swagger UI and web maps need it: switch CORS on in the " +
      "backend (pygeoapi: server.cors: true, which lets every page read its answers)"
    );
  }
  if (allowOrigin === "*") return warningAboutEveryPage(needsCredentials, grantsCredentials);
  if (allowOrigin !== origin) {
    return (
      `pages of ${origin}, which api.cors.allowOrigins allows, cannot read what the backend answers: it sends ` +
      `Access-Control-Allow-Origin ${JSON.stringify(allowOrigin)}. Allow that origin in the backend as well, alone ` +
      "in the header of the answer to it, or take it out of api.cors.allowOrigins"
    );
  }
  if (needsCredentials && !grantsCredentials) {
    return (
      `api.cors.allowCredentials lets pages of ${origin} send what the browser adds itself, but the backend answers ` +
      "without Access-Control-Allow-Credentials: true, so that they cannot read it: have the backend send it, or " +
      "switch api.cors.allowCredentials off"
    );
  }
  return undefined;
}

function warningAboutEveryPage(needsCredentials: boolean, grantsCredentials: boolean): string | undefined {
  if (needsCredentials) {
    return (
      "api.cors.allowCredentials lets pages send what the browser adds itself, but the backend answers with " +
      "Access-Control-Allow-Origin *, which browsers refuse then: have it name the one origin of " +
      "api.cors.allowOrigins and send Access-Control-Allow-Credentials: true (not to be had by settings of pygeoapi " +
      "and fastgeoapi), or switch api.cors.allowCredentials off and let pages send keys and tokens in headers"
    );
  }
  if (!grantsCredentials) return undefined;
  return (
    "the backend answers with Access-Control-Allow-Origin * and Access-Control-Allow-Credentials: true, a pair that " +
    "browsers refuse to pages which let them add credentials of their own: pages must send keys and tokens in headers " +
    "themselves (with fetch, credentials: 'omit' or 'same-origin'); in a backend of your own, leave the second header " +
    "out (fastgeoapi sends both, whatever its settings)"
  );
}

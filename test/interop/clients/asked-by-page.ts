/** What a web page gets to see of an API's answer: the browser decides that, by the API's headers. */
import { randomUUID } from "node:crypto";
import type { Browser } from "./chromium.ts";

export interface PageRequest {
  readonly address: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: "include" | "omit";
}

/** What the page's script could read. */
export interface SeenByPage {
  readonly status: number;
  readonly text: string;
  readonly challenge: string | null;
}

/**
 * `"nothing"` where the browser kept the answer from the page, or did not send the request; `"still waiting"` where it
 * asks somebody for a password.
 */
export type Seen = SeenByPage | "nothing" | "still waiting";

/** Asks by `fetch` in a page of this origin. */
export async function askedByPage(browser: Browser, origin: string, request: PageRequest): Promise<Seen> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/`);
    return await page.evaluate(async ({ address, ...options }) => {
      try {
        const signal = AbortSignal.timeout(10_000);
        const answer = await fetch(address, { cache: "no-store", signal, ...options });
        return {
          status: answer.status,
          text: await answer.text(),
          challenge: answer.headers.get("WWW-Authenticate"),
        };
      } catch (error) {
        return error instanceof Error && error.name === "TimeoutError" ? "still waiting" : "nothing";
      }
    }, request);
  } finally {
    await page.close();
  }
}

/** A token that looks like one of an issuer: enough to have the issuer's keys fetched. */
export function unsignedToken(issuer: string): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: "RS256", typ: "at+jwt", kid: randomUUID() };
  const claims = { iss: issuer, aud: "ogc-api", sub: "ada", iat: now, exp: now + 300, jti: randomUUID() };
  return `${encoded(header)}.${encoded({ ...claims, client_id: "page" })}.${"A".repeat(342)}`;
}

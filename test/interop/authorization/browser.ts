/** As much of a browser as a log-in needs: it follows redirects, keeps cookies, and sends the forms it is told to. */

/** A page that asks for something. */
export interface Page {
  readonly url: URL;
  readonly text: string;
}

/** What is sent as the answer to a page's form, to the page's own address. */
export type AnswerForm = (page: Page) => Readonly<Record<string, string>>;

/** More than any log-in has; a circle ends here. */
const mostSteps = 20;

/**
 * Goes to an address and on until it is sent to `target`, which is not asked.
 * @throws Error with the page when one is neither a form nor a redirect, or it goes on for too long
 */
export async function redirectedTo(target: string, start: URL, answerForm: AnswerForm): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: Readonly<Record<string, string>> | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form !== undefined && { method: "POST", body: new URLSearchParams(form) }),
    });
    keepCookies(cookies, answer.headers.getSetCookie());
    const text = await answer.text();
    const location = answer.headers.get("location");
    if (location !== null) {
      url = new URL(location, url);
      form = undefined;
      if (url.href.startsWith(target)) return url;
    } else if (answer.status === 200) {
      form = answerForm({ url, text });
    } else {
      throw new Error(`${url.origin}${url.pathname} answered ${answer.status}: ${text}`);
    }
  }
  throw new Error(`not sent to ${target} within ${mostSteps} steps`);
}

/** One log-in at one server: paths and lifetimes of cookies do not matter, but an empty one is gone. */
function keepCookies(cookies: Map<string, string>, received: readonly string[]): void {
  for (const cookie of received) {
    const [pair = ""] = cookie.split(";", 1);
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(pair.indexOf("=") + 1);
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

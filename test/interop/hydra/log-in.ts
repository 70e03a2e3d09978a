/** The log-in and consent pages that ORY Hydra leaves to others: everybody is one user, who consents to all. */
import { type LoopbackServer, startLoopbackServer } from "#local/loopback/loopback-server";

/** The user whom these pages log in. */
export const user = "ada";

interface ConsentRequest {
  readonly requested_scope: readonly string[];
  readonly requested_access_token_audience: readonly string[];
}

/**
 * Starts the pages, `/login` and `/consent`.
 * @param adminUrl where Hydra takes the decision about a request
 */
export async function startLogIn(adminUrl: string): Promise<LoopbackServer> {
  const requests = (kind: string, step: string, challenge: string) =>
    `${adminUrl}/admin/oauth2/auth/requests/${kind}${step}?${kind}_challenge=${encodeURIComponent(challenge)}`;

  /** Accepts, and says where the browser goes on. */
  async function accept(kind: string, challenge: string, decision: object): Promise<string> {
    const answer = await fetch(requests(kind, "/accept", challenge), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(decision),
    });
    const { redirect_to } = (await answer.json()) as { redirect_to: string };
    return redirect_to;
  }

  return startLoopbackServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url ?? "", "http://127.0.0.1");
    const kind = pathname.slice(1);
    const challenge = searchParams.get(`${kind}_challenge`) ?? "";
    if (kind === "login") {
      return void response
        .writeHead(302, { location: await accept(kind, challenge, { subject: user }) })
        .end();
    }
    const asked = (await (await fetch(requests(kind, "", challenge))).json()) as ConsentRequest;
    const location = await accept(kind, challenge, {
      grant_scope: asked.requested_scope,
      grant_access_token_audience: asked.requested_access_token_audience,
    });
    response.writeHead(302, { location }).end();
  });
}

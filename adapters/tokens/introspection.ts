/** Asks an authorization server whether a token is active, and what it stands for (RFC 7662). */
import type { Deadline } from "#core/deadline";
import { Fault } from "#core/fault";
import type { IntrospectionSettings } from "#core/settings/tokens/introspection";
import { jsonObjectOf } from "../http/json-object-of.ts";
import type { RefreshedValue } from "../refreshed-value.ts";
import { type AskAboutToken, askAboutToken, type TokenAnswer } from "./ask-about-token.ts";
import { type ClientCredentials, clientAuthentication } from "./client-credentials.ts";
import { introspectedToken } from "./introspected-token.ts";
import type { Endpoint } from "./introspection-endpoint.ts";

/** What introspection of one issuer's tokens needs. */
export interface IntrospectionOptions {
  readonly issuer: string;
  readonly settings: IntrospectionSettings;
  /** The setting that configures it, for the messages of faults. */
  readonly setting: string;
  readonly client: RefreshedValue<ClientCredentials>;
  /** The address of the endpoint, which may have to be found first. */
  readonly endpoint: (deadline: Deadline) => Promise<Endpoint>;
  readonly clockSkewSeconds: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

/**
 * Introspection at one issuer. Only an inactive token is the caller's fault: a server that refuses us, or gives
 * another answer than RFC 7662 has, is a dependency that failed.
 * @returns a function that throws Fault `introspection_refused`, `introspection_unavailable` or
 * `introspection_answer_invalid`, none of which shows token, secret or answer
 */
export function introspection(options: IntrospectionOptions): AskAboutToken {
  const { settings, client, now } = options;
  const server = `the introspection endpoint of ${options.issuer} (${options.setting})`;
  let latestEndpoint = "";

  function ask(endpoint: Endpoint, token: string, shown: ClientCredentials, deadline: Deadline) {
    const { headers, form } = clientAuthentication(shown, settings.clientAuthentication);
    return askAboutToken(
      {
        ...endpoint,
        headers,
        form: { token, token_type_hint: "access_token", ...form },
        timeoutMilliseconds: settings.timeoutMilliseconds,
        server,
        unavailable: "introspection_unavailable",
      },
      deadline,
    );
  }

  return async (token, deadline) => {
    const [endpoint, known] = await Promise.all([options.endpoint(deadline), client.current(deadline)]);
    latestEndpoint = endpoint.url;
    const askedAt = now();
    let answer = await ask(endpoint, token, known, deadline);
    if (refusesClient(answer)) {
      // The secret may have been replaced since it was read.
      const newer = await client.newerThan(known, deadline);
      if (newer.id !== known.id || newer.secret !== known.secret)
        answer = await ask(endpoint, token, newer, deadline);
    }
    const introspected = introspectedToken(objectIn(answer, server), options, askedAt, server);
    if ("rejected" in introspected) return introspected;
    // An answer of an endpoint that the issuer has replaced is not remembered any longer.
    return { ...introspected, current: () => latestEndpoint === endpoint.url };
  };
}

/** A server that does not know the client says so by 401 (RFC 7662 section 2.3), or as RFC 6749 section 5.2 has it. */
function refusesClient({ status, body }: TokenAnswer): boolean {
  if (status === 401 || status === 403) return true;
  if (status !== 400) return false;
  const error = jsonObjectOf(body)?.error;
  return error === "invalid_client" || error === "unauthorized_client";
}

function objectIn(answer: TokenAnswer, server: string): Readonly<Record<string, unknown>> {
  const { status } = answer;
  if (refusesClient(answer)) {
    throw new Fault(
      "introspection_refused",
      `${server} refuses our client (${status}): store the right one in the secret of clientSecretArn, let the server allow it to introspect, and check clientAuthentication`,
    );
  }
  if (status === 400) {
    throw new Fault(
      "introspection_unavailable",
      `${server} does not take the question (400): some servers introspect no JSON Web Tokens that are made for one resource; configure those in tokens.issuers without introspection`,
    );
  }
  if (status !== 200) {
    throw new Fault("introspection_unavailable", `${server} answered with status ${status} and not 200`);
  }
  const object = jsonObjectOf(answer.body);
  if (object !== undefined) return object;
  throw new Fault(
    "introspection_answer_invalid",
    `${server} answered with something else than a JSON object`,
  );
}

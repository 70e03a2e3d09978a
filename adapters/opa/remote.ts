/** The remote policy engine: an Open Policy Agent server, asked over its REST API. */
import { type HttpAnswer, httpExchange } from "#adapters/http/exchange";
import type { PolicyAnswer, PolicyEngine } from "#core/authorize/policy-engine";
import { areCertificates } from "#core/certificates";
import { type Deadline, shareOf } from "#core/deadline";
import { Fault } from "#core/fault";
import type { RefreshedValue } from "../refreshed-value.ts";
import { jsonText } from "./json-text.ts";
import { pythonJsonText } from "./python-json-text.ts";
import { remoteAnswer } from "./remote-answer.ts";

/** Which server is asked, for what, and within which bounds. */
export interface RemotePolicyOptions {
  /** The address of the OPA server, without `/v1/data` and without a slash at its end. */
  readonly url: string;
  /** The package or rule that decides, as a path such as `ogcapi/authz/decision`. */
  readonly decision: string;
  /** How long one exchange may take. */
  readonly timeoutMilliseconds: number;
  /** The longest answer that is read; beyond it an answer may be as long as its question is. */
  readonly maximumAnswerBytes: number;
  /** PEM certificates, one of which must vouch for the server; absent: those that Node.js brings. */
  readonly certificateAuthority?: string | undefined;
  /** The bearer token that the server asks for; absent: it asks for none. */
  readonly token?: RefreshedValue<string> | undefined;
  /** How documents are written: as JavaScript does, or byte for byte as Python does. */
  readonly writing?: "javascript" | "python";
}

const jsonHeaders = { "content-type": "application/json", accept: "application/json" } as const;

/** What the revision is before OPA has answered for the first time. */
const revisionUnknown = "unknown";

/**
 * Asks an OPA server for a decision (OPA documentation, "REST API", "Get a Document (with Input)").
 *
 * The messages of its faults name the setting and the kind of failure, and repeat nothing of the input document, the
 * answer or the bearer token: the former may hold claims or a token of the client's.
 * @throws Fault `configuration_invalid`, at once, when the address has a query or the certificates are none
 */
export function remotePolicyEngine(options: RemotePolicyOptions): PolicyEngine {
  const { decision, timeoutMilliseconds, certificateAuthority, token } = options;
  const question = options.writing === "python" ? pythonQuestion : compactQuestion;
  if (addressOf(options.url, "a").search !== "?provenance=true")
    throw new Fault("configuration_invalid", "policy.url must not have a query");
  // Node.js would leave out without a word what it cannot read.
  if (certificateAuthority !== undefined && !areCertificates(certificateAuthority))
    throw new Fault("configuration_invalid", "policy.certificateAuthority must be certificates in PEM");
  let revision = revisionUnknown;
  const addresses = new Map<string, URL>();

  /** Parsed once: which rules are asked for, the settings say and no request. */
  function addressFor(rule: string): URL {
    let address = addresses.get(rule);
    if (address === undefined) {
      address = addressOf(options.url, rule);
      addresses.set(rule, address);
    }
    return address;
  }

  async function exchange(
    rule: string,
    body: string,
    bearer: string | undefined,
    deadline: Deadline,
  ): Promise<HttpAnswer> {
    const share = shareOf(deadline, timeoutMilliseconds);
    const answer = await httpExchange({
      url: addressFor(rule),
      method: "POST",
      headers: bearer === undefined ? jsonHeaders : { ...jsonHeaders, authorization: `Bearer ${bearer}` },
      body,
      timeoutMilliseconds: share,
      maximumBytes: options.maximumAnswerBytes + Buffer.byteLength(body),
      certificateAuthority,
    });
    if (answer.kind === "too-late") throw lateFault(share < timeoutMilliseconds, timeoutMilliseconds);
    return answer;
  }

  return {
    get revision() {
      return revision;
    },
    async evaluate(input, deadline, rule = decision): Promise<PolicyAnswer> {
      const body = question(input);
      const bearer = await token?.current(deadline);
      let answer = await exchange(rule, body, bearer, deadline);
      if (
        answer.kind === "answered" &&
        answer.status === 401 &&
        token !== undefined &&
        bearer !== undefined
      ) {
        // The token may have been replaced since it was read.
        const newer = await token.newerThan(bearer, deadline);
        if (newer !== bearer) answer = await exchange(rule, body, newer, deadline);
      }
      const judged = remoteAnswer(answer, token !== undefined);
      revision = judged.revision;
      return judged;
    },
  };
}

/** With `provenance`, OPA tells the revisions of its bundles beside the result. */
const addressOf = (url: string, rule: string) => new URL(`${url}/v1/data/${rule}?provenance=true`);

/** A body without `input` leaves the input document undefined. */
function compactQuestion(input: unknown): string {
  const text = jsonText(input);
  return text === undefined ? "{}" : `{"input":${text}}`;
}

function pythonQuestion(input: unknown): string {
  const text = pythonJsonText(input);
  return text === undefined ? "{}" : `{"input": ${text}}`;
}

function lateFault(budgetSpent: boolean, timeoutMilliseconds: number): Fault {
  return budgetSpent
    ? new Fault(
        "deadline_exceeded",
        "the OPA server at policy.url gave no whole answer before decision.budgetMilliseconds were spent",
      )
    : new Fault(
        "policy_unavailable",
        `the OPA server at policy.url gave no whole answer within policy.timeoutMilliseconds (${timeoutMilliseconds} ms)`,
      );
}

/** What is remembered of a decision while it is made, so that one line can tell it: never a credential. */
import type { AccessRequest } from "./access-request.ts";
import type { PolicyAnswer } from "./authorize/policy-engine.ts";
import type { OgcResource } from "./ogc-resource.ts";
import type { Principal } from "./principal.ts";

/** Stages of a decision that are timed. */
export type Stage = "authenticate" | "authorize";

/** The members of the decision line that the pipeline knows. */
export interface DecisionRecord {
  resourceType?: string;
  action?: string;
  scheme?: string;
  principalKind?: string;
  principalId?: string;
  /** The id of the API key that was shown, of which `principalId` is the name. */
  keyId?: string;
  /** True where the credential had been verified before. */
  credentialRemembered?: true;
  policyRevision?: string;
  decisionId?: string;
  authenticateMilliseconds?: number;
  authorizeMilliseconds?: number;
}

/** Collects the record of one decision. */
export class DecisionTrace {
  readonly record: DecisionRecord = {};
  readonly #now: () => number;
  #stage: Stage | undefined;
  #began = 0;

  /** @param now milliseconds, monotonic */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The request, once it has been judged; the line tells nothing of it. */
  request(_request: AccessRequest): void {}

  resource(resource: OgcResource): void {
    this.record.resourceType = resource.type;
    this.record.action = resource.actions.join("+");
  }

  principal({ scheme, kind, id, keyId }: Principal): void {
    this.record.principalKind = kind;
    this.record.principalId = id;
    if (keyId !== undefined) this.record.keyId = keyId;
    if (scheme !== "") this.record.scheme = scheme;
  }

  /** The credential was verified before, and nobody was asked about it again. */
  remembered(): void {
    this.record.credentialRemembered = true;
  }

  /** The document that the policy is asked about next; it may hold claims, so the line tells nothing of it. */
  question(_input: unknown): void {}

  /** Of the policy, as soon as it is known. */
  revision(revision: string | undefined): void {
    if (revision !== undefined) this.record.policyRevision = revision;
  }

  answer({ revision, decisionId }: PolicyAnswer): void {
    this.revision(revision);
    // An engine's own text: anything but an id could be as long, or say as much, as it likes.
    if (decisionId !== undefined && /^[\w-]{1,64}$/.test(decisionId)) this.record.decisionId = decisionId;
  }

  /** A stage begins; it ends by `end`, also where it fails. */
  begin(stage: Stage): void {
    this.#stage = stage;
    this.#began = this.#now();
  }

  /** The stage that was begun is over: notes how long it took. Nothing where none is under way. */
  end(): void {
    if (this.#stage === undefined) return;
    const took = Math.round((this.#now() - this.#began) * 1000) / 1000;
    if (this.#stage === "authenticate") this.record.authenticateMilliseconds = took;
    else this.record.authorizeMilliseconds = took;
    this.#stage = undefined;
  }
}

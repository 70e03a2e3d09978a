/** The port to a way of recognising who asks, and its three answers. */
import type { AccessRequest } from "#core/access-request";
import type { Deadline } from "#core/deadline";
import type { Principal } from "#core/principal";

/** `absent`: no such credential; `rejected`: one that is not valid; `recognised`: one that is. */
export type Authentication =
  | { readonly kind: "absent" }
  | { readonly kind: "rejected"; readonly reason: string }
  | {
      readonly kind: "recognised";
      readonly principal: Principal;
      /** True where the credential was verified before and nobody was asked again. */
      readonly remembered?: true;
    };

/** No such credential. */
export const absent: Authentication = { kind: "absent" };

/** A credential that is present and not valid; `reason` is a code for the log. */
export const rejected = (reason: string): Authentication => ({ kind: "rejected", reason });

/** Recognises one kind of credential. Throws `Fault` where a dependency failed, so that nobody can say. */
export type Authenticator = (request: AccessRequest, deadline: Deadline) => Promise<Authentication>;

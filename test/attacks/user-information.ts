/**
 * Attacks by user information, which stands in for introspection where a provider has none; RFC 6750 section 3.1 says
 * how it refuses a token, and the provider's own documents the rest.
 */
import { answerAttack, answered } from "./answer-attack.ts";
import { type Attack, eachOf } from "./attack.ts";

const shown = (value: unknown) => JSON.stringify(value) ?? "of none";

/** All of them. */
export const attacks: readonly Attack[] = [
  answerAttack(
    "the user's token is nobody's",
    "token_inactive",
    {},
    { form: "userInfo", sent: (token) => `${token}x` },
  ),
  ...eachOf([undefined, "", "other", "Portal", "portal, other"], (client) =>
    answerAttack(
      `the user's token was issued to the client ${shown(client)}`,
      "token_client",
      { headers: { "x-oauth-client-id": client ?? [] } },
      { form: "userInfo" },
    ),
  ),
  answerAttack(
    "the user names the client in a member",
    "token_client",
    { headers: { "x-oauth-client-id": [] }, client_id: "portal", azp: "portal" },
    { form: "userInfo" },
  ),
  answerAttack(
    "the user's answer names two clients",
    { fault: "user_info_answer_invalid" },
    { headers: { "x-oauth-client-id": ["portal", "other"] } },
    { form: "userInfo" },
  ),
  answerAttack(
    "the user's answer names its scopes twice",
    { fault: "user_info_answer_invalid" },
    { headers: { "x-oauth-scopes": ["repo", "admin"] } },
    { form: "userInfo" },
  ),
  ...eachOf<unknown>([undefined, null, "", [7], -1, 7.5, true], (id) =>
    answerAttack(`the user has the id ${shown(id)}`, "token_subject", { id }, { form: "userInfo" }),
  ),
  ...eachOf([302, 307, 403, 404, 429, 500], (status) =>
    answerAttack(
      `the user's answer has status ${status}`,
      { fault: "user_info_unavailable" },
      answered(status, '{"id":7}', { location: "/user" }),
      { form: "userInfo" },
    ),
  ),
  answerAttack(
    "the user's answer is a page",
    { fault: "user_info_answer_invalid" },
    answered(200, "<html>"),
    { form: "userInfo" },
  ),
  answerAttack(
    "the user's answer has the id twice",
    { fault: "user_info_answer_invalid" },
    answered(200, '{"id":7,"id":1}', { "x-oauth-client-id": "portal" }),
    { form: "userInfo" },
  ),
];

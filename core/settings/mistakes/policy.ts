/** Mistakes in `policy` that no single setting shows: an input format beside what it cannot carry. */
import { configuredBasePath } from "#core/api-layout";
import { isShippedPolicy } from "../policy.ts";
import type { Settings } from "../schema.ts";
import type { SettingsMistake } from "../settings-mistake.ts";

/** Every contradiction between the policy's settings, and between them and the credentials. */
export function policyMistakes(settings: Settings): SettingsMistake[] {
  const { policy } = settings;
  return [
    ...(policy.input === "ogcapi" ? [] : foreignInputMistakes(settings)),
    ...(policy.input === "method-api-jwt" ? tokenInputMistakes(settings) : []),
    ...basePathMistakes(settings),
    ...certificateMistakes(settings),
    ...tokenSecretMistakes(settings),
  ];
}

/** A foreign format has neither our headers nor what the policy that ships reads. */
function foreignInputMistakes({ policy, accessRules }: Settings): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  if (isShippedPolicy(policy)) {
    mistakes.push({
      setting: "policy.decision",
      remedy: `name the decision of your policy, such as httpapi/authz: the policy that ships does not read the input ${policy.input}`,
    });
  }
  if (accessRules.length > 0) {
    mistakes.push({
      setting: "accessRules",
      remedy: `leave them out: they speak of resources, which the input ${policy.input} does not name`,
    });
  }
  if (policy.headers.length > 0) {
    mistakes.push({
      setting: "policy.headers",
      remedy: `leave them out: the input ${policy.input} has no place for headers`,
    });
  }
  return mistakes;
}

/** A document that consists of a token is about nobody else. */
function tokenInputMistakes({ policy, apiKeys, tokens }: Settings): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  if (apiKeys !== undefined) {
    mistakes.push({
      setting: "apiKeys",
      remedy: "remove them, or choose another `policy.input`: method-api-jwt has no place for a key",
    });
  }
  if (tokens === undefined) {
    mistakes.push({ setting: "tokens", remedy: "`policy.input` is method-api-jwt, which needs them" });
  }
  if (policy.anonymous === "ask") {
    mistakes.push({
      setting: "policy.anonymous",
      remedy: "must be challenge, or left out: the input method-api-jwt cannot be made without a token",
    });
  }
  return mistakes;
}

function basePathMistakes(settings: Settings): SettingsMistake[] {
  const { policy } = settings;
  const mistake = (remedy: string) => [{ setting: "policy.basePathInInput", remedy }];
  if (policy.basePathInInput === undefined) return [];
  if (policy.input !== "fastapi-opa") return mistake("leave it out: it is for the input fastapi-opa alone");
  return policy.basePathInInput || configuredBasePath(settings) !== undefined
    ? []
    : mistake("needs `backend.basePath`, the path that is to be left out");
}

function certificateMistakes({ policy }: Settings): SettingsMistake[] {
  if (policy.engine !== "remote" || policy.certificateAuthority === undefined) return [];
  if (policy.url.startsWith("https:")) return [];
  return [{ setting: "policy.certificateAuthority", remedy: "needs a `policy.url` that starts with https" }];
}

function tokenSecretMistakes({ policy, apiKeys }: Settings): SettingsMistake[] {
  if (policy.engine !== "remote" || policy.tokenSecretArn === undefined) return [];
  if (policy.tokenSecretArn !== apiKeys?.secretArn) return [];
  const remedy = "must be a secret of its own: that of the API keys is no bearer token";
  return [{ setting: "policy.tokenSecretArn", remedy }];
}

/** Mistakes that no single setting shows: settings that contradict each other or open nothing. */
import type { AccessRule, Action } from "./access-rules.ts";
import { collectionIdMistakes } from "./collection-ids.ts";
import { policyMistakes } from "./policy-mistakes.ts";
import type { Settings } from "./schema.ts";
import type { SettingsMistake } from "./settings-mistake.ts";

/** Every contradiction in settings whose single values are right. */
export function contradictions(settings: Settings): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  const mistake = (setting: string, remedy: string) => mistakes.push({ setting, remedy });

  if (settings.apiKeys === undefined && settings.tokens === undefined) {
    mistake(
      "apiKeys, tokens",
      "configure at least one: without a credential scheme nobody could be recognised",
    );
  }
  const shippedPolicy = settings.policy.decision.startsWith("ogcapi/authz");
  if (shippedPolicy && settings.policy.engine === "embedded" && settings.accessRules.length === 0) {
    mistake(
      "accessRules",
      "give at least one rule: the policy refuses what no rule grants, so all of the API",
    );
  }
  const { url, stage, domain } = settings.api;
  if (url !== undefined && domain !== undefined) {
    mistake("api.url", "leave it out: the address follows from `api.domain`");
  } else if (url !== undefined && !isAddressOf(url, stage)) {
    mistake(
      "api.url",
      "must be a host's address with no path, or the stage as its path; for others use `api.domain`",
    );
  }
  const keyHeader = settings.apiKeys?.header.toLowerCase();
  if (keyHeader !== undefined && settings.policy.headers.includes(keyHeader)) {
    mistake("policy.headers", "must not name the header that carries API keys");
  }
  mistakes.push(...policyMistakes(settings));
  settings.accessRules.forEach((rule, index) => {
    const ids = collectionIdMistakes(rule, settings.api.collectionIds);
    for (const { setting, remedy } of [...ids, ...ruleMistakes(rule, settings)])
      mistake(`accessRules[${index}].${setting}`, remedy);
  });
  return mistakes;
}

/** A path that is not the stage's would be a base path, of which the authorizer learns by `api.domain` alone. */
function isAddressOf(address: string, stage: string): boolean {
  const { origin } = new URL(address);
  return address === origin || address === `${origin}/${stage}`;
}

function ruleMistakes(rule: AccessRule, settings: Settings): SettingsMistake[] {
  return [...whoMistakes(rule, settings), ...onMistakes(rule), ...idleMistakes(rule)];
}

function whoMistakes({ who }: AccessRule, settings: Settings): SettingsMistake[] {
  if (typeof who === "string") return [];
  const mistakes: SettingsMistake[] = [];
  const mistake = (setting: string, remedy: string) => mistakes.push({ setting, remedy });

  if (Object.values(who).every((condition) => condition === undefined)) {
    mistake("who", 'must hold a condition, or be "anyone" or "signed-in"');
  }
  if (who.apiKey !== undefined && settings.apiKeys === undefined) {
    mistake("who.apiKey", "no API keys are configured: add `apiKeys` or remove the rule");
  }
  if (who.apiKey !== undefined && (who.issuer !== undefined || who.claim !== undefined)) {
    mistake("who", "cannot ask for an API key and for a token's issuer or claim: no caller is both");
  }
  const known = settings.tokens?.issuers.map(({ issuer }) => issuer) ?? [];
  if (who.issuer !== undefined && !known.includes(who.issuer)) {
    mistake("who.issuer", "must be one of `tokens.issuers`, to the letter");
  }
  if (who.claim !== undefined && settings.tokens === undefined) {
    mistake("who.claim", "no tokens are configured: add `tokens` or remove the rule");
  }
  const comparisons = [who.equals, who.contains].filter((value) => value !== undefined).length;
  if (who.claim !== undefined && comparisons !== 1)
    mistake("who.claim", "needs either `equals` or `contains`");
  if (who.claim === undefined && comparisons > 0) mistake("who", "`equals` and `contains` need a `claim`");
  return mistakes;
}

/** The actions that requests ask of each target; a rule that grants others grants nothing. */
const askedOf: Readonly<Record<string, readonly Action[]>> = {
  api: ["read", "manage"],
  assets: ["read"],
  administration: ["manage"],
  mcp: ["execute"],
  jobs: ["read", "delete", "manage"],
  collections: ["read", "create", "update", "delete", "manage"],
  processes: ["read", "execute", "manage"],
};

function idleMistakes({ may, on }: AccessRule): SettingsMistake[] {
  const targets = Object.entries(on).flatMap(([name, target]) => (target && askedOf[name] ? [name] : []));
  const idleTargets = targets.filter((name) => !may.some((action) => askedOf[name]?.includes(action)));
  const idleActions = may.filter((action) => !targets.some((name) => askedOf[name]?.includes(action)));
  return [
    ...idleTargets.map((name) => ({
      setting: `on.${name}`,
      remedy: `none of these actions can be asked of it; it knows ${askedOf[name]?.join(", ")}`,
    })),
    ...(targets.length === 0 ? [] : idleActions).map((action) => ({
      setting: "may",
      remedy: `${action} can be asked of nothing that the rule names`,
    })),
  ];
}

function onMistakes({ on }: AccessRule): SettingsMistake[] {
  const mistakes: SettingsMistake[] = [];
  if (
    Object.values(on).every(
      (target) => target === undefined || (Array.isArray(target) && target.length === 0),
    )
  ) {
    mistakes.push({ setting: "on", remedy: "must name something, such as `api` or `collections`" });
  }
  const pairs = [
    ["collections", on.collections, "exceptCollections", on.exceptCollections],
    ["processes", on.processes, "exceptProcesses", on.exceptProcesses],
  ] as const;
  for (const [name, ids, exceptName, except] of pairs) {
    const everything = ids?.includes("*") ?? false;
    if (except !== undefined && !everything) {
      mistakes.push({ setting: `on.${exceptName}`, remedy: `needs \`${name}\` to be ["*"]` });
    }
    if (except?.includes("*")) {
      mistakes.push({ setting: `on.${exceptName}`, remedy: 'must name ids, not "*"' });
    }
    if (everything && ids !== undefined && ids.length > 1) {
      mistakes.push({ setting: `on.${name}`, remedy: '"*" already holds every id: leave the others out' });
    }
  }
  return mistakes;
}

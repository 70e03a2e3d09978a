/** Changes the keys that a realm signs its tokens with. */
import type { Realm } from "./realm.ts";

const keyProvider = "org.keycloak.keys.KeyProvider";

/** Makes a key; of several for one algorithm the one of the highest priority signs. Resolves to its provider's id. */
export function addKey(
  { name, administration }: Realm,
  providerId: string,
  config: Readonly<Record<string, string>>,
): Promise<string> {
  return administration.create(`/${name}/components`, {
    name: [providerId, ...Object.values(config)].join(" "),
    providerId,
    providerType: keyProvider,
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, [value]])),
  });
}

/** The provider of the RS256 key that the realm has had from the beginning. */
export async function firstKey({ name, administration }: Realm): Promise<string> {
  const path = `/${name}/components?type=${keyProvider}&name=rsa-generated`;
  const [first] = await administration.read<{ readonly id: string }[]>(path);
  return first?.id ?? "";
}

/** Takes a key out of the realm. */
export function removeKey({ name, administration }: Realm, id: string): Promise<void> {
  return administration.remove(`/${name}/components/${id}`);
}

/** Leaves a key where it is, but neither signs with it nor shows it in the key set. */
export async function disableKey({ name, administration }: Realm, id: string): Promise<void> {
  const path = `/${name}/components/${id}`;
  const component = await administration.read<{ readonly config: object }>(path);
  const config = { ...component.config, active: ["false"], enabled: ["false"] };
  await administration.replace(path, { ...component, config });
}

/** What the keys of the realm's key set are for: `sig` or `enc`. */
export async function keyUses({ issuer }: Realm): Promise<readonly string[]> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/certs`);
  const { keys } = (await answer.json()) as { readonly keys: readonly { readonly use: string }[] };
  return keys.map(({ use }) => use);
}

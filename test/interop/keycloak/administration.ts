/** Administers a running Keycloak over its REST API, as a person would by its console. */
import assert from "node:assert/strict";

export interface Administration {
  /** The JSON at a path below `/admin/realms`. */
  read<Representation>(path: string): Promise<Representation>;
  /** Creates something in a list; resolves to its id, the last part of its address. */
  create(path: string, representation: object): Promise<string>;
  replace(path: string, representation: object): Promise<void>;
  remove(path: string): Promise<void>;
}

/** The administration of the Keycloak at `url`, every call with a token of its own: they live for a minute. */
export function administrationOf(
  url: string,
  administrator: { readonly name: string; readonly password: string },
): Administration {
  async function call(method: string, path: string, representation?: object): Promise<Response> {
    const answer = await fetch(`${url}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
      ...(representation && { body: JSON.stringify(representation) }),
    });
    if (!answer.ok) assert.fail(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async function token(): Promise<string> {
    const { name: username, password } = administrator;
    const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "password", client_id: "admin-cli", username, password }),
    });
    assert.equal(answer.status, 200, "the administrator's token");
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const discard = async (answer: Promise<Response>) => void (await (await answer).body?.cancel());
  return {
    read: async <Representation>(path: string) => (await (await call("GET", path)).json()) as Representation,
    async create(path, representation) {
      const answer = await call("POST", path, representation);
      await answer.body?.cancel();
      return answer.headers.get("location")?.split("/").at(-1) ?? "";
    },
    replace: (path, representation) => discard(call("PUT", path, representation)),
    remove: (path) => discard(call("DELETE", path)),
  };
}

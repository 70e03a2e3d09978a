/** The local gateway knows nothing of the API but the synthesized template: another template is another API. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessLogEntry } from "#local/gateway/access-log-entry";
import type {
  CloudFormationTemplate,
  TemplateResource,
} from "#local/gateway/template/cloudformation-template";
import { type LocalApi, startLocalApi } from "#local/local-api";
import { ask } from "#test/http/exact-request";
import { decisionAbout } from "./decision-about.ts";
import { sampleSettings } from "./sample-settings.ts";

type Change = (resource: TemplateResource) => TemplateResource | undefined;

/** Changes the resources of a type; `undefined` removes one. */
function changing(type: string, change: Change) {
  return (template: CloudFormationTemplate): CloudFormationTemplate => {
    const resources = Object.entries(template.Resources).flatMap(([id, resource]) => {
      const changed = resource.Type === type ? change(resource) : resource;
      return changed === undefined ? [] : [[id, changed] as const];
    });
    return { ...template, Resources: Object.fromEntries(resources) };
  };
}

const withProperties =
  (properties: object): Change =>
  (resource) => ({
    ...resource,
    Properties: { ...resource.Properties, ...properties },
  });

async function served(
  template: (template: CloudFormationTemplate) => CloudFormationTemplate,
  story: (api: LocalApi, accesses: readonly AccessLogEntry[]) => Promise<void>,
): Promise<void> {
  const accesses: AccessLogEntry[] = [];
  const onAccess = (entry: AccessLogEntry) => accesses.push(entry);
  const api = await startLocalApi({ settings: sampleSettings(), template, onAccess });
  try {
    await story(api, accesses);
  } finally {
    await api.close();
  }
}

/** How often the authorizer has decided; its lines come by another way than the answers, and a little later. */
async function decisionsSoFar(api: LocalApi): Promise<number> {
  await sleep(200);
  return api.decisions.length;
}

const wells = "/collections/wells/items";

describe("with another template", () => {
  test("a method without authorization is open", () =>
    served(
      changing("AWS::ApiGateway::Method", (resource) => {
        if (resource.Properties?.AuthorizationType !== "CUSTOM") return resource;
        const { AuthorizerId: _, ...properties } = resource.Properties;
        return { ...resource, Properties: { ...properties, AuthorizationType: "NONE" } };
      }),
      async (api, accesses) => {
        assert.equal((await ask(api.url, wells)).status, 200);
        assert.equal(accesses[0]?.authorizer, "none");
      },
    ));

  test("a gateway response has its status, headers and body", () =>
    served(
      changing("AWS::ApiGateway::GatewayResponse", (resource) =>
        resource.Properties?.ResponseType === "UNAUTHORIZED"
          ? withProperties({
              StatusCode: "418",
              ResponseParameters: { "gatewayresponse.header.X-Tea": "'pot'" },
              ResponseTemplates: { "application/json": '{"path":"$context.path"}' },
            })(resource)
          : resource,
      ),
      async (api) => {
        const { status, headers, text } = await ask(api.url, wells);
        assert.deepEqual([status, headers["x-tea"], headers["www-authenticate"]], [418, "pot", undefined]);
        assert.deepEqual(JSON.parse(text), { path: `/v1${wells}` });
      },
    ));

  test("an identity source that is missing is a 401 without the authorizer", () =>
    served(
      changing(
        "AWS::ApiGateway::Authorizer",
        withProperties({ IdentitySource: "method.request.header.X-API-Key" }),
      ),
      async (api) => {
        assert.equal((await ask(api.url, "/")).status, 401);
        assert.equal((await ask(api.url, "/", { headers: { "x-api-key": api.apiKey } })).status, 200);
        assert.equal(await decisionsSoFar(api), 1);
      },
    ));

  test("a policy is kept for the authorizer's time to live, and evaluated anew for every request", () =>
    served(
      changing(
        "AWS::ApiGateway::Authorizer",
        withProperties({
          IdentitySource: "method.request.header.X-API-Key",
          AuthorizerResultTtlInSeconds: 300,
        }),
      ),
      async (api) => {
        const headers = { "x-api-key": api.apiKey };
        const asked = await ask(api.url, wells, { headers });
        assert.deepEqual([asked.status, (await decisionAbout(api, asked)).outcome], [200, "allowed"]);
        assert.equal((await ask(api.url, wells, { headers })).status, 200);
        // Why the cache is off by default: the kept policy is for the first path alone.
        assert.equal((await ask(api.url, "/collections", { headers })).status, 403);
        assert.equal(await decisionsSoFar(api), 1);
      },
    ));

  test("a function that API Gateway may not invoke is a 500", async () => {
    const without = (id: RegExp) =>
      changing("AWS::Lambda::Permission", (resource) =>
        id.test(JSON.stringify(resource.Properties?.SourceArn)) ? undefined : resource,
      );
    await served(without(/authorizers/), async (api) => {
      assert.equal((await ask(api.url, "/")).status, 500);
      assert.equal(await decisionsSoFar(api), 0);
    });
    await served(without(/\/\*\/\*/), async (api) => {
      const answer = await ask(api.url, "/");
      assert.deepEqual([answer.status, (await decisionAbout(api, answer)).outcome], [500, "allowed"]);
    });
  });
});

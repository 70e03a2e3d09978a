/** The whole API on this machine: synthesizes the stack, starts what it needs, and serves its template. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DecisionLine } from "#adapters/decision-log";
import { validSettings } from "#core/settings/read-settings";
import type { Settings, SettingsInput } from "#core/settings/schema";
import { decisionOf } from "./decision-lines.ts";
import type { AccessLogEntry } from "./gateway/access-log-entry.ts";
import { serveTemplate } from "./gateway/serve-template.ts";
import type { CloudFormationTemplate } from "./gateway/template/cloudformation-template.ts";
import { templateFunctions } from "./gateway/template.ts";
import { startLocalAws } from "./local-aws.ts";
import { awsEnvironment, localFunctions, type OutsideFunction } from "./local-functions.ts";
import { developmentAudience, localSettings } from "./local-settings.ts";
import { freePort } from "./loopback/free-port.ts";
import { outsideAws } from "./outside-aws.ts";
import { synthesizeStack } from "./synthesize.ts";
import { startTokenIssuer, type TokenIssuer, type TokenOptions } from "./token-issuer/token-issuer.ts";

/** What is to be served, and how. */
export interface LocalApiOptions {
  readonly settings: SettingsInput;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /**
   * Serves the API at its configured domain, for requests with that `Host`, and at no other address, as AWS would.
   * Otherwise this machine's address takes the domain's place.
   */
  readonly keepDomain?: boolean;
  /** An OPA server that is asked instead of the configured engine. */
  readonly opaUrl?: string;
  /** The bearer token that the OPA server asks for. */
  readonly opaToken?: string;
  /** Texts of the secrets that the settings name, of clients that introspect tokens or of the API keys, by their ARN. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The whole text of the API key secret, whether the settings name one or not, in place of one made with a key. */
  readonly apiKeySecret?: string;
  /**
   * `AWS_ENDPOINT_URL` of an emulator of AWS that holds secrets and tables instead of the stand-ins; the settings name
   * what is in it.
   */
  readonly awsEndpoint?: string;
  /** A function outside the template that is called instead of the configured backend. */
  readonly backend?: OutsideFunction;
  /** Functions outside the template, by the ARN under which the settings name them. */
  readonly functionsByArn?: Readonly<Record<string, OutsideFunction>>;
  /** Changes the template before it is served. */
  readonly template?: (template: CloudFormationTemplate) => CloudFormationTemplate;
  readonly onAccess?: (entry: AccessLogEntry) => void;
  readonly onDecision?: (record: DecisionLine) => void;
  /** Every other line that a function writes. */
  readonly onLog?: (functionName: string, line: string) => void;
}

/** A running API with the secrets made for it. */
export interface LocalApi {
  /** `http://127.0.0.1:<port>/<stage>`, or where the domain is kept, with the domain's base path instead of the stage. */
  readonly url: string;
  readonly settings: Settings;
  /** `AWS_ENDPOINT_URL`, at which Secrets Manager, DynamoDB and CloudFormation are answered for this stack. */
  readonly awsEndpoint: string;
  /** The variables with which the SDK, the AWS CLI and `ogc-api-authorizer keys` find that endpoint. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /**
   * A key that the API knows under the first name in the access rules, or else `local`; empty without API keys, and
   * where the secret was given or an outside emulator holds it.
   */
  readonly apiKey: string;
  /** A token of the development token issuer; fails where no tokens are configured. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  readonly issuer: TokenIssuer | undefined;
  /** Stores a new version of the API key secret. */
  setApiKeySecret(text: string): void;
  /** Stores a new version of the secret that holds the token for OPA. */
  setOpaToken(text: string): void;
  /** Stores a new version of any other secret that the settings name. */
  setSecret(arn: string, text: string): void;
  /** The last decision lines. */
  readonly decisions: readonly DecisionLine[];
  /** Ends everything that was started, and removes what was written. */
  close(): Promise<void>;
}

/** Stands for an account and a region that nobody has; identifiers are made from them. */
const account = {
  AccountId: "123456789012",
  Region: "us-east-1",
  Partition: "aws",
  URLSuffix: "amazonaws.com",
};

/** The name of the key that is made: one that the access rules mean, so that there is something to try. */
function keyName({ accessRules }: Settings): string {
  const named = accessRules.flatMap(({ who }) => (typeof who === "object" ? (who.apiKey ?? []) : []));
  return named.find((name) => name !== "*") ?? "local";
}

/** Where requests with the domain as their `Host` are sent. */
function atDomain(port: number, basePath: string | undefined): string {
  return `http://127.0.0.1:${port}${basePath === undefined ? "" : `/${basePath}`}`;
}

/** How many decision lines are remembered. */
const mostDecisions = 1000;

/** The ARN of a backend that is given as a function of its own. */
const ownBackendArn = `arn:aws:lambda:${account.Region}:${account.AccountId}:function:backend`;

/**
 * Starts the API.
 * @throws SettingsError for mistakes in the settings, Error when the stack cannot be synthesized or served
 */
export async function startLocalApi(options: LocalApiOptions): Promise<LocalApi> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: LocalApiOptions,
  closers: (() => Promise<unknown>)[],
): Promise<Omit<LocalApi, "close">> {
  const configured = validSettings(options.settings);
  const folder = await mkdtemp(join(tmpdir(), "ogc-api-local-"));
  closers.push(() => rm(folder, { recursive: true, force: true }));

  const issuer = configured.tokens && (await startTokenIssuer({ audience: developmentAudience(configured) }));
  if (issuer !== undefined) closers.push(() => issuer.close());
  const port = options.port || (await freePort());
  const domain = options.keepDomain ? configured.api.domain : undefined;
  const settings = localSettings(configured, {
    apiUrl: domain === undefined ? `http://127.0.0.1:${port}/${configured.api.stage}` : undefined,
    issuer,
    opa: { url: options.opaUrl, hasToken: options.opaToken !== undefined },
    backendArn: options.backend && ownBackendArn,
  });

  // Loaded while another process synthesizes, so that nobody waits for it.
  if (settings.apiKeys?.managed !== undefined) void import("./aws/dynamodb/dynamodb.ts").catch(() => {});
  const synthesized = await synthesizeStack(settings, folder);
  const template = options.template?.(synthesized.template) ?? synthesized.template;
  const pseudoParameters = { ...account, StackName: settings.name };
  const { awsEndpoint: outside } = options;
  const apiKey = randomBytes(24).toString("base64url");
  const contents = {
    keys: { [keyName(settings)]: apiKey },
    apiKeySecret: options.apiKeySecret,
    opaToken: options.opaToken,
    given: options.secrets,
  };
  const aws =
    outside === undefined
      ? await startLocalAws({ template, pseudoParameters, settings, contents })
      : outsideAws(outside, settings, contents);
  closers.push(() => aws.close());
  const environment = awsEnvironment(aws.url, account.Region);

  const decisions: DecisionLine[] = [];
  const functions = localFunctions({
    assembly: synthesized.assembly,
    ofTemplate: templateFunctions(template, pseudoParameters),
    outside: { ...options.functionsByArn, ...(options.backend && { [ownBackendArn]: options.backend }) },
    awsEnvironment: environment,
    onLog(name, line) {
      const decision = decisionOf(line);
      if (decision === undefined) return options.onLog?.(name, line);
      decisions.push(decision);
      if (decisions.length > mostDecisions) decisions.shift();
      options.onDecision?.(decision);
    },
  });
  closers.push(() => functions.close());
  const gateway = await serveTemplate({
    template,
    port,
    pseudoParameters,
    invoke: (arn, event) => functions.invoke(arn, event),
    ...(options.onAccess && { onAccess: options.onAccess }),
  });
  closers.push(() => gateway.close());

  const { setApiKeySecret, setOpaToken, setSecret } = aws;
  return {
    url: domain === undefined ? gateway.url : atDomain(gateway.port, domain.basePath),
    settings,
    awsEndpoint: aws.url,
    awsEnvironment: environment,
    apiKey: aws.holdsKeys ? apiKey : "",
    issuer,
    decisions,
    setApiKeySecret,
    setOpaToken,
    setSecret,
    async token(claims, options) {
      if (issuer === undefined) throw new Error("the settings configure no tokens");
      return issuer.token(claims, options);
    },
  };
}

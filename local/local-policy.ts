/** What becomes of the policy's settings on this machine: which OPA is asked, and with which token. */
import type { Settings } from "#core/settings/schema";

type Policy = Settings["policy"];

/** What whoever starts the API says about OPA. */
export interface LocalOpa {
  /** An OPA server that is to be asked instead of the configured engine. */
  readonly url: string | undefined;
  /** Whether there is a token for the server that is asked. */
  readonly hasToken: boolean;
}

/** Stands for the secret of a token where the settings name none. */
const ownTokenSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:opa-token-Local0";

/**
 * The policy to run here. An OPA that is named at the start takes the place of the configured one with all its bounds,
 * and without its token and, at an http address, its certificates: those are for the other server.
 * @throws Error that names the option, when a token is missing or there is nobody to give it to
 */
export function localPolicy(configured: Policy, { url, hasToken }: LocalOpa): Policy {
  const policy = url === undefined ? configured : atAnotherServer(configured, url);
  if (policy.engine !== "remote") {
    if (hasToken) throw new Error("there is no OPA server to give the token to: name one by --opa-url");
    return policy;
  }
  if (hasToken) return { ...policy, tokenSecretArn: policy.tokenSecretArn ?? ownTokenSecretArn };
  if (policy.tokenSecretArn === undefined) return policy;
  if (url === undefined) {
    throw new Error(
      "policy.tokenSecretArn names a secret that is not here: name a file that holds the token by --opa-token-file",
    );
  }
  const { tokenSecretArn: _elsewhere, ...withoutToken } = policy;
  return withoutToken;
}

function atAnotherServer(policy: Policy, url: string): Policy {
  if (policy.engine !== "remote") {
    return { ...policy, engine: "remote", url, timeoutMilliseconds: 1000, maximumAnswerBytes: 65_536 };
  }
  if (url.startsWith("https:")) return { ...policy, url };
  const { certificateAuthority: _unused, ...plain } = policy;
  return { ...plain, url };
}

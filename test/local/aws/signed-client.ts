/** What AWS's own clients are made with to ask an endpoint on this machine. */
import { randomBytes } from "node:crypto";

/** A client's configuration; the credentials are made up, and one answer is the only try. */
export const clientOf = (url: string) => ({
  endpoint: url,
  region: "eu-central-1",
  credentials: { accessKeyId: "local", secretAccessKey: randomBytes(16).toString("hex") },
  maxAttempts: 1,
});

/** The headers of a request that is signed for a service, as far as the form of a signature goes. */
export const signedHeaders = (service: string) => ({
  "X-Amz-Date": "20260301T100000Z",
  Authorization: `AWS4-HMAC-SHA256 Credential=local/20260301/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
});

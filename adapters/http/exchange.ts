/** One HTTP exchange within bounds of time and size, over connections that are kept; no redirect is followed. */
import * as http from "node:http";
import * as https from "node:https";
import { TLSSocket } from "node:tls";
import { urlToHttpOptions } from "node:url";
import { namesPrivateAddress, notPublic, publicLookup } from "./public-addresses.ts";

/** What is asked, and how much may be spent on it. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, so that an answer that drips in is no way around it. */
  readonly timeoutMilliseconds: number;
  readonly maximumBytes: number;
  /** PEM certificates that alone vouch for an https server; absent: those that Node.js brings. */
  readonly certificateAuthority?: string | undefined;
  /** For an address that nobody configured: refuses hosts of this machine, its network and its cloud. */
  readonly publicAddressesOnly?: boolean | undefined;
}

/** The answer, or why there is none; reasons show nothing of request or answer. */
export type HttpAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly contentType: string;
      /** Values by the header's name in lower case, in their order, sorted when they are asked for; Node.js reads no more than 16 KiB of them. */
      readonly headers: Readonly<Partial<Record<string, readonly string[]>>>;
      readonly body: Buffer;
    }
  | { readonly kind: "too-late"; readonly reason: string }
  | { readonly kind: "too-large"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

const agents = {
  "http:": new http.Agent({ keepAlive: true }),
  "https:": new https.Agent({ keepAlive: true }),
};

const notPublicAnswer: HttpAnswer = {
  kind: "failed",
  reason: "its host has an address of this machine, a private network or the cloud's own services",
};

/**
 * Sends a request and reads its answer. A request is sent once more only when a kept connection was reset before any
 * answer: the server had closed it while it lay idle, and has not seen the request (RFC 9110 section 9.2.2 and RFC
 * 9112 section 9.3.1 leave this to clients).
 */
export async function httpExchange(request: HttpRequest): Promise<HttpAnswer> {
  const end = performance.now() + request.timeoutMilliseconds;
  const { protocol } = request.url;
  const guarded = request.publicAddressesOnly === true;
  if (guarded && namesPrivateAddress(request.url)) return notPublicAnswer;
  // Agents know kept connections by their host's name, not by whether its address was looked at.
  const kept = guarded ? false : protocol === "https:" ? agents["https:"] : agents["http:"];
  const answer = await exchangeOnce(request, request.timeoutMilliseconds, kept);
  if (answer !== "reset-while-idle") return answer;
  // A connection of its own: another kept one may have been closed as well.
  const again = await exchangeOnce(request, end - performance.now(), false);
  return again === "reset-while-idle" ? { kind: "failed", reason: "the connection was reset" } : again;
}

function exchangeOnce(
  request: HttpRequest,
  milliseconds: number,
  agent: http.Agent | false,
): Promise<HttpAnswer | "reset-while-idle"> {
  if (milliseconds <= 0) return Promise.resolve(tooLate);
  return new Promise((resolve) => {
    const sent = (request.url.protocol === "https:" ? https : http).request(optionsOf(request, agent));
    const timer = setTimeout(() => finish(tooLate), milliseconds);
    let answered = false;

    function finish(answer: HttpAnswer | "reset-while-idle"): void {
      clearTimeout(timer);
      resolve(answer);
      // A half-read answer must not be the next request's.
      if (answer === "reset-while-idle" || answer.kind !== "answered") sent.destroy();
    }

    sent.on("error", (error) => {
      const code = "code" in error ? String(error.code) : error.name;
      if (code === notPublic) return finish(notPublicAnswer);
      const idle = sent.reusedSocket && !answered && (code === "ECONNRESET" || code === "EPIPE");
      // The codes of distrust have no form in common: UNABLE_TO_VERIFY_LEAF_SIGNATURE is that of a private authority.
      const distrusted = sent.socket instanceof TLSSocket && sent.socket.authorizationError;
      const what = distrusted ? "its certificate is not believed" : "the connection failed";
      finish(idle ? "reset-while-idle" : { kind: "failed", reason: `${what} (${code})` });
    });
    sent.on("response", (response) => {
      answered = true;
      collect(response, request.maximumBytes, finish);
    });
    sent.end(request.body);
  });
}

/** Only what is needed: Node.js copies its options several times for every request, and a URL's many members with them. */
function optionsOf(request: HttpRequest, agent: http.Agent | false): https.RequestOptions {
  const { url, method, headers, body, certificateAuthority: ca } = request;
  const { hostname, port, username, password } = url;
  const options: https.RequestOptions = {
    protocol: url.protocol,
    host: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    path: url.pathname + url.search,
    method,
    headers: body === undefined ? headers : { ...headers, "content-length": Buffer.byteLength(body) },
    agent,
  };
  if (port !== "") options.port = port;
  if (username !== "" || password !== "") options.auth = urlToHttpOptions(url).auth ?? null;
  // Agents keep the connections of different authorities apart.
  if (ca !== undefined) options.ca = ca;
  if (request.publicAddressesOnly) options.lookup = publicLookup;
  return options;
}

function collect(
  response: http.IncomingMessage,
  maximumBytes: number,
  finish: (answer: HttpAnswer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maximumBytes)
      finish({ kind: "too-large", reason: `it answered with more than ${maximumBytes} bytes` });
    else chunks.push(chunk);
  });
  response.on("error", () => finish({ kind: "failed", reason: "the connection failed within the answer" }));
  response.on("end", () => {
    const [first] = chunks;
    finish({
      kind: "answered",
      status: response.statusCode ?? 0,
      contentType: response.headers["content-type"] ?? "",
      get headers() {
        return response.headersDistinct;
      },
      body: first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks),
    });
  });
}

const tooLate: HttpAnswer = { kind: "too-late", reason: "it gave no whole answer in time" };

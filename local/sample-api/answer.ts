/** Answers of the sample API. */
import type { APIGatewayProxyResult } from "aws-lambda";

/** An answer; `headers` come beside those that every answer has. */
export interface Answer {
  readonly status: number;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON answer. */
export function jsonAnswer(status: number, value: unknown, mediaType = "application/json"): Answer {
  return { status, mediaType, body: JSON.stringify(value) };
}

/** Codes of exceptions, as OGC API – Features and Processes name them. */
type ExceptionCode =
  | "InvalidParameterValue"
  | "MethodNotAllowed"
  | "NoSuchJob"
  | "NoSuchProcess"
  | "NotFound"
  | "OperationNotSupported"
  | "StorageFull"
  | "UnsupportedMediaType";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  415: "Unsupported Media Type",
  501: "Not Implemented",
  507: "Insufficient Storage",
};

/** Exception types that OGC API – Processes defines (OGC 18-062r2, /req/core/job-exception-no-such-job and others). */
const typeUris: Readonly<Partial<Record<ExceptionCode, string>>> = {
  NoSuchJob: "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job",
  NoSuchProcess: "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process",
};

/**
 * An OGC API exception (OGC 19-072, "Error conditions"): `code` and `description` of the OGC schemas beside the
 * members of RFC 9457.
 */
export function exception(status: number, code: ExceptionCode, description: string): Answer {
  return jsonAnswer(
    status,
    {
      type: typeUris[code] ?? "about:blank",
      title: titles[status] ?? "Error",
      status,
      detail: description,
      code,
      description,
    },
    "application/problem+json",
  );
}

/**
 * The result of a Lambda proxy integration (Amazon API Gateway developer guide, "Output format of a Lambda function
 * for proxy integration").
 * @param crossOrigin makes the headers that say which pages may read it, from what it depends on besides
 */
export function proxyResult(
  answer: Answer,
  isHead: boolean,
  crossOrigin: (vary: string | undefined) => Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  return {
    statusCode: answer.status,
    headers: {
      ...(answer.mediaType !== undefined && { "Content-Type": answer.mediaType }),
      "X-Content-Type-Options": "nosniff",
      ...answer.headers,
      ...crossOrigin(answer.headers?.Vary),
    },
    body: isHead ? "" : answer.body,
    isBase64Encoded: false,
  };
}

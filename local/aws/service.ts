/** What an AWS service on this machine is: it answers requests that are signed for it. */
import type { SignedRequest } from "./signed-request.ts";

/** An answer in the service's own protocol. */
export interface ServiceAnswer {
  readonly status: number;
  /** `Content-Type` at least. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One AWS service, or what stands in for it; it holds nothing but memory, so that nothing has to be ended. */
export interface AwsService {
  answer(request: SignedRequest): Promise<ServiceAnswer> | ServiceAnswer;
}

import type { AwsRequest } from "../wire/request.ts";

export type LoggedCall = {
  seq: number;
  time: string;
  durationMs: number;
  service: string;
  region: string;
  action: string;
  /** The account of the credentials; absent for unknown ones. */
  accountId?: string;
  params: Record<string, string>;
  status: number;
  /** AWS's error code, or `ConnectionLost` when no answer was sent. */
  code?: string;
  requestId: string;
};

const MOST_KEPT = 50_000;
const SECRETS = new Set(["Action", "Version", "TokenCode"]);

/** The most recent calls, in the order in which they ended. */
export class CallLog {
  #calls: LoggedCall[] = [];
  #lastSeq = 0;

  since(seq: number): LoggedCall[] {
    return this.#calls.filter((call) => call.seq > seq);
  }

  clear(): void {
    this.#calls = [];
  }

  record(
    request: AwsRequest,
    accountId: string | undefined,
    began: { at: number; elapsedMs: number },
    ended: { status: number; code?: string },
  ): void {
    if (this.#calls.length >= MOST_KEPT) this.#calls = this.#calls.slice(MOST_KEPT / 2);
    this.#calls.push({
      seq: ++this.#lastSeq,
      time: new Date(began.at).toISOString(),
      durationMs: Math.round(began.elapsedMs * 10) / 10,
      service: request.service,
      region: request.region,
      action: request.action,
      accountId,
      params: Object.fromEntries(Object.entries(request.form).filter(([name]) => !SECRETS.has(name))),
      ...ended,
      requestId: request.requestId,
    });
  }
}

/** One call to AWS: sent with retries, written down, its error brought into one shape. */
import { giveWay } from "#lib/give-way.ts";
import { AwsError, type AwsService, toAwsError } from "./errors.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";

/** What is kept of a call. `at`: milliseconds of this process's clock (performance.now). */
export type AwsCall = {
  service: AwsService;
  /** Without the service: `GetRole`. */
  action: string;
  at: number;
  ms: number;
  attempts: number;
  requestId?: string;
  /** AWS's error code, where the call was refused. */
  code?: string;
};

/** On whose behalf calls are made: how long to wait, and where they are written down. */
export type Caller = {
  retry: RetryPolicy;
  record?(call: AwsCall): void;
  /** Asked before each try: throws where the caller may not go on. `mayHaveHappened`: an earlier try of the call may have. */
  beforeSend?(call: { mayHaveHappened: boolean }): Promise<void> | void;
};

type Answered = { $metadata: { requestId?: string } };

/** @throws AwsError, when the call is refused or the retries are used up; what `beforeSend` throws */
export async function callAws<Output extends Answered>(
  { retry, record, beforeSend }: Caller,
  service: AwsService,
  action: string,
  send: () => Promise<Output>,
): Promise<Output> {
  const at = performance.now();
  let attempts = 0;
  let mayHaveHappened = false;
  const once = async () => {
    await giveWay();
    await beforeSend?.({ mayHaveHappened });
    attempts++;
    try {
      const answer = await send();
      await giveWay();
      return answer;
    } catch (thrown) {
      const error = toAwsError(service, action, thrown);
      mayHaveHappened = error.mayHaveHappened ||= mayHaveHappened;
      throw error;
    }
  };
  const note = (more: { requestId?: string; code?: string }) =>
    record?.({ service, action, at, ms: Math.round((performance.now() - at) * 10) / 10, attempts, ...more });
  try {
    const { value } = await withRetries(once, retry);
    note({ ...(value.$metadata.requestId && { requestId: value.$metadata.requestId }) });
    return value;
  } catch (error) {
    const { requestId, code } = error as AwsError;
    note({ ...(requestId && { requestId }), code });
    throw error;
  }
}

/** A member AWS always sends: an answer without it is no answer of AWS. */
export function present<T>(
  value: T | undefined | null,
  { service, action, what }: { service: AwsService; action: string; what: string },
): T {
  if (value !== undefined && value !== null) return value;
  throw new AwsError(
    { service, action: `${service}:${action}` },
    { code: "UnreadableAnswer", message: `the answer has no ${what}` },
  );
}

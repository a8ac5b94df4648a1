/** Makes one call to AWS: sends it with retries, records it, and converts its error to AwsError. */
import { giveWay } from "#lib/give-way.ts";
import { countCall, countThrottle } from "./call-metrics.ts";
import { AwsError, type AwsService, isThrottle, toAwsError } from "./errors.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";

/** A recorded call. `at` is in milliseconds of this process's clock (performance.now). */
export type AwsCall = {
  service: AwsService;
  /** Without the service, such as `GetRole`. */
  action: string;
  at: number;
  ms: number;
  attempts: number;
  requestId?: string;
  /** AWS's error code, where the call was refused. */
  code?: string;
};

/** The retries and the recorder of the calls of one run or request. */
export type Caller = {
  retry: RetryPolicy;
  record?(call: AwsCall): void;
  /**
   * Called before each try, and throws where the caller may not go on. `mayHaveHappened`: an earlier try of this call
   * may have taken effect.
   */
  beforeSend?(call: { mayHaveHappened: boolean }): Promise<void> | void;
};

type Answered = { $metadata: { requestId?: string } };

/**
 * Sends a call.
 * @throws AwsError when it is refused or the retries are used up; what `beforeSend` throws
 */
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
      if (isThrottle(error)) countThrottle(action);
      mayHaveHappened = error.mayHaveHappened ||= mayHaveHappened;
      throw error;
    }
  };
  const note = (more: { requestId?: string; code?: string }) =>
    record?.({ service, action, at, ms: Math.round((performance.now() - at) * 10) / 10, attempts, ...more });
  try {
    const { value } = await withRetries(once, retry);
    countCall(service, action);
    note({ ...(value.$metadata.requestId && { requestId: value.$metadata.requestId }) });
    return value;
  } catch (error) {
    countCall(service, action, error);
    const { requestId, code } = error as AwsError;
    note({ ...(requestId && { requestId }), code });
    throw error;
  }
}

/** Returns a member that AWS always sends; an answer without it did not come from AWS. */
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

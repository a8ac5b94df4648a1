type Refusal = { code: string; status: number; message: string };

type SdkError = Error & { Code?: string; name: string; $metadata?: { httpStatusCode?: number } };

/** The refusal a call ends in: AWS's wire code, HTTP status and text. A call that succeeds fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { name, Code, message, $metadata } = error as SdkError;
    if ($metadata?.httpStatusCode === undefined) throw error;
    return { code: Code ?? name, status: $metadata.httpStatusCode, message };
  }
  throw new Error("The call was expected to be refused, and succeeded");
}

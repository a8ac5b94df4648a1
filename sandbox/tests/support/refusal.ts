type Refusal = { code: string; status: number; message: string };

type SdkError = Error & { Code?: string; name: string; $metadata?: { httpStatusCode?: number } };

/** Returns the refusal of a call: AWS's wire code, HTTP status and text. Throws where the call succeeds. */
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

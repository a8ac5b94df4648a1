/** A connected account as the form needs it. Browser-safe. */
export type ConnectedAccount = { accountId: string; partition: string; name?: string | undefined };

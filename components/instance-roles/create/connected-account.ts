/** A connected account as the form needs it. Browser-safe. */
export type ConnectedAccount = {
  id: string;
  accountId: string;
  partition: string;
  name?: string | undefined;
};

/** What the user may do with the role. */
export type Rights = { mayRetry: boolean; mayEdit: boolean; mayAccept: boolean; mayRemove: boolean };

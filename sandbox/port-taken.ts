/** What the sandbox ends with where somebody else listens on its port; Linux gives EADDRINUSE the same number. */
export const PORT_TAKEN = 98;

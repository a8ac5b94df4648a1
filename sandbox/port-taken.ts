/** The exit code when the sandbox's port is in use; it is Linux's number for EADDRINUSE. */
export const PORT_TAKEN = 98;

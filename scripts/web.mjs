/** The web process: the standalone server, which ends when whoever started it is gone. */
if (process.send) process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

const { NEXT_DIST_DIR = ".next" } = process.env;
await import(new URL(`../${NEXT_DIST_DIR}/standalone/server.js`, import.meta.url).href);

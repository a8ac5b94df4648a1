/** The web process: the standalone server, which exits when the process that started it has ended. */
import { resolve } from "node:path";
import { appendPeers } from "#lib/http/peer.ts";

if (process.send) process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

// The server changes its directory, so relative paths are resolved first.
const { ROLECALL_REQUIRED_POLICIES: policies } = process.env;
if (policies) process.env.ROLECALL_REQUIRED_POLICIES = resolve(policies);

appendPeers();

const { NEXT_DIST_DIR = ".next" } = process.env;
await import(new URL(`../${NEXT_DIST_DIR}/standalone/server.js`, import.meta.url).href);

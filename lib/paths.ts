import { join } from "node:path";

/** The project's root, where package.json is. Every process is started there. */
export const projectRoot = process.cwd();

/** The data directory: the embedded database, the sandbox's state, logs and run.json. */
export const dataDir = process.env.ROLECALL_DATA_DIR || join(projectRoot, ".data");

import { join } from "node:path";

/** The project's root: where package.json stands. Every process of ours is started there. */
export const projectRoot = process.cwd();

/** Everything a run leaves behind: the embedded database, the sandbox's state, run.json. */
export const dataDir = process.env.ROLECALL_DATA_DIR || join(projectRoot, ".data");

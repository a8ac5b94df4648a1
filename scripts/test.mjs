/** `npm test`: installs, builds and runs all checks and tests. */
import { handOver } from "./bootstrap.mjs";

handOver("scripts/test.ts", process.argv.slice(2));

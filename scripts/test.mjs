/** `npm test`: everything that can be checked, from nothing. */
import { handOver } from "./bootstrap.mjs";

handOver("scripts/test.ts", process.argv.slice(2));

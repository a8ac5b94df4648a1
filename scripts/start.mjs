/** `npm start`: everything, from nothing. */
import { handOver } from "./bootstrap.mjs";

handOver("scripts/launch.ts", process.argv.slice(2));

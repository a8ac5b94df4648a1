/** `npm start`: installs, builds and runs everything. */
import { handOver } from "./bootstrap.mjs";

handOver("scripts/launch.ts", process.argv.slice(2));

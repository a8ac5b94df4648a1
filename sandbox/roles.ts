import { isToldApart } from "./seed/expectations.ts";
import { defaultSeed } from "./seed/seed.ts";

// One JSON line for each thing that can be registered, and how it must end. `--all` adds the endings that are not
// told apart yet.
const all = process.argv.includes("--all");

for (const line of defaultSeed().lines) {
  if (all || isToldApart(line.expect)) console.log(JSON.stringify(line));
}

import { defaultSeed } from "./seed/seed.ts";

// One JSON line for each thing that can be registered, and how it must end.
for (const line of defaultSeed().lines) console.log(JSON.stringify(line));

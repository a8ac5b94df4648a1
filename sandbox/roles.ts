import { defaultSeed } from "./seed/seed.ts";

// Prints one JSON line for each role that can be registered, with the expected result.
for (const line of defaultSeed().lines) console.log(JSON.stringify(line));

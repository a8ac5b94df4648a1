/** `npm run build`: builds the database client and the web application where their sources changed. */
import { build, generate } from "./stack/build.ts";

await generate(console.log);
await build(console.log);

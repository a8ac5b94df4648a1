/** `npm run build`: the database client and the web application, made again where the sources changed. */
import { build, generate } from "./stack/build.ts";

await generate(console.log);
await build(console.log);

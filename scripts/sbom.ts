/**
 * `npm run sbom`: writes what is shipped to `.data/sbom/`, as a CycloneDX document made by npm (`rolecall.cdx.json`)
 * and as a table of licences (`licences.txt`). Fails where a package's licence has not been approved.
 */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { licencesOf, notAgreed, tableOf } from "./sbom/licences.ts";

const folder = join(".data", "sbom");
const npmSbom = ["sbom", "--omit", "dev", "--sbom-format", "cyclonedx"];
const { stdout } = await promisify(execFile)("npm", npmSbom, { maxBuffer: 256 * 1024 * 1024 });
const packages = licencesOf(JSON.parse(stdout));

await mkdir(folder, { recursive: true });
await writeFile(join(folder, "rolecall.cdx.json"), stdout);
await writeFile(join(folder, "licences.txt"), tableOf(packages));
console.log(`${packages.length} packages, their bill of materials and licences are in ${folder}`);

const refused = notAgreed(packages);
for (const { name, version, licence } of refused)
  console.error(`${name} ${version}: ${licence ?? "no licence"}`);
if (refused.length > 0) process.exit(1);

/** Responds with several files as one download. */
import { strToU8, type Zippable, zipSync } from "fflate";

/** The "made by" system, which makes attributes mean Unix file modes. */
const UNIX = 3;

/**
 * Responds with a ZIP archive in which scripts are executable.
 * @param name of the archive, without its extension
 */
export function zipped(name: string, files: { name: string; body: string }[]): Response {
  const entries: Zippable = {};
  for (const { name: file, body } of files) {
    const mode = file.endsWith(".sh") ? 0o755 : 0o644;
    entries[file] = [strToU8(body), { os: UNIX, attrs: mode << 16 }];
  }
  return new Response(new Uint8Array(zipSync(entries)), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}.zip"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

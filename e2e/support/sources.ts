/** The project's source files, for the house rules. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOTS = ["app", "components", "lib", "sandbox", "scripts", "prisma", "e2e", "bench"];

/** All source files, as paths from the root. */
export const sources = ROOTS.flatMap((root) => filesBelow(root)).filter((file) =>
  /\.(ts|tsx|mjs|js)$/.test(file),
);

/** Source files other than tests. */
export const code = sources.filter((file) => !/\.(test|spec)\.tsx?$/.test(file));

export function read(file: string): string {
  return readFileSync(file, "utf8");
}

/** The modules a file imports; ours as paths from the root. */
export function importsOf(file: string): string[] {
  return modulesIn(read(file), file);
}

/** The same without type-only imports, which do not exist at run time. */
export function runtimeImportsOf(file: string): string[] {
  return modulesIn(read(file).replaceAll(/^(import|export) type [^;]*;/gm, ""), file);
}

function modulesIn(text: string, file: string): string[] {
  const statements = text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
  return [...statements].map(([, target]) => {
    const name = target as string;
    if (name.startsWith("#")) return name.slice(1);
    if (name.startsWith(".")) return relative(process.cwd(), join(process.cwd(), file, "..", name));
    return name;
  });
}

export function filesBelow(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** Finds a Chromium for the browser tests: an installed one, Playwright's own, or the system's package. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";

const run = promisify(execFile);
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/**
 * Returns the path of a Chromium.
 * @throws listing what was tried, where there is none
 */
export async function findBrowser(say: (line: string) => void): Promise<string> {
  const found = installed();
  if (found) return found;
  say("No Chromium here: installing Playwright's own");
  const tried: string[] = [];
  await run(
    process.execPath,
    [join("node_modules", "@playwright", "test", "cli.js"), "install", "chromium"],
    {
      timeout: 240_000,
    },
  ).catch((error: Error) => tried.push(`Playwright's download: ${error.message.split("\n")[0]}`));
  const downloaded = installed();
  if (downloaded) return downloaded;
  if (userInfo().uid === 0 && existsSync("/usr/bin/apt-get")) {
    say("That did not work: installing the system's chromium package");
    await run("apt-get", ["update", "-qq"], { timeout: 240_000 })
      .then(() =>
        run("apt-get", ["install", "-y", "-qq", "chromium"], { timeout: 600_000, maxBuffer: 64 << 20 }),
      )
      .catch((error: Error) => tried.push(`apt-get install chromium: ${error.message.split("\n")[0]}`));
    const packaged = installed();
    if (packaged) return packaged;
  }
  throw new Error(
    `The browser tests need Chromium and none can be had here. Tried:\n${tried.join("\n")}\nInstall Chromium, or set ROLECALL_CHROMIUM to one.`,
  );
}

function installed(): string | undefined {
  return [process.env.ROLECALL_CHROMIUM, ...PLACES, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  );
}

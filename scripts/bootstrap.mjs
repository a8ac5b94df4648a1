/**
 * Runs on any Node from 20.19 on, before anything is installed: installs the locked packages and starts the script with
 * the project's Node (24, itself a locked package; on other platforms the machine's own).
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

/** Installs if needed, then runs `script` with `args` on the project's Node, and exits with its exit code. */
export function handOver(script, args) {
  requireNode(process.versions.node, 20, 19);
  install();
  const node = projectNode();
  const child = spawn(node, [script, ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}` },
  });
  // Ctrl-C also reaches the child, which stops what it started; this process ends with it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}

function install() {
  const lock = createHash("sha256")
    .update(readFileSync("package-lock.json"))
    .update(readFileSync("package.json"))
    .digest("hex");
  const stamp = join("node_modules", ".rolecall-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages (about a minute, only when they changed)");
  const npm = process.env.npm_execpath;
  const command = ["ci", "--no-fund", "--no-audit", "--loglevel=error"];
  if (npm)
    execFileSync(process.execPath, [npm, ...command], {
      stdio: ["ignore", "inherit", "inherit"],
      env: withoutProduction(),
    });
  else
    execFileSync("npm", command, {
      stdio: ["ignore", "inherit", "inherit"],
      env: withoutProduction(),
      shell: process.platform === "win32",
    });
  writeFileSync(stamp, lock);
}

/** Clears NODE_ENV=production, with which npm would leave out what the build needs. */
function withoutProduction() {
  const { NODE_ENV: _production, npm_config_omit: _omit, ...rest } = process.env;
  return rest;
}

function projectNode() {
  const packaged = join(root, "node_modules", ".bin", "node");
  if (existsSync(packaged)) return packaged;
  requireNode(process.versions.node, 22, 18);
  return process.execPath;
}

function requireNode(version, major, minor) {
  const [ours, oursMinor] = version.split(".").map(Number);
  if (ours > major || (ours === major && oursMinor >= minor)) return;
  console.error(`Rolecall needs Node ${major}.${minor} or newer on this machine; this is Node ${version}.`);
  process.exit(1);
}

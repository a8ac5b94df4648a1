/** The environment of every process of a stack. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "#lib/env.ts";
import { loadRequiredPolicies } from "#lib/platform-policies/load.ts";
import type { AwsMode } from "./mode.ts";
import { withSandboxCredentials } from "./sandbox-credentials.ts";

export type Environment = Record<string, string | undefined>;

type EnvironmentOptions = {
  dataDir: string;
  mode: AwsMode;
  databaseUrl: string;
  sandboxUrl: string | undefined;
  port: number;
  dev: boolean;
};

export async function environmentOf(options: EnvironmentOptions): Promise<Environment> {
  const { dataDir, mode, databaseUrl, sandboxUrl, port, dev } = options;
  return {
    ...(mode === "emulator" && EMULATOR_ENVIRONMENT),
    ...(sandboxUrl ? await sandboxEnvironment(sandboxUrl) : process.env),
    NODE_ENV: dev ? "development" : "production",
    DATABASE_URL: databaseUrl,
    ROLECALL_AWS: mode,
    ROLECALL_DATA_DIR: dataDir,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || (await keptSecret(dataDir, "auth.secret")),
    ROLECALL_ENCRYPTION_KEYS:
      process.env.ROLECALL_ENCRYPTION_KEYS || (await keptSecret(dataDir, "encryption.key")),
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/**
 * Checks the settings before anything starts, so that a wrong one is reported at once.
 * @throws Error that names each wrong setting
 */
export function checkSettings(given: Environment, mode: AwsMode): void {
  parseEnv({
    ...given,
    ROLECALL_AWS: mode,
    // Placeholders for settings that are set later or not read from here.
    NODE_ENV: "production",
    DATABASE_URL: given.DATABASE_URL || "postgresql://127.0.0.1",
    ...(mode === "sandbox" && { AWS_ENDPOINT_URL: "http://127.0.0.1" }),
  });
  if (mode === "live" && given.DATABASE_URL && !given.ROLECALL_ENCRYPTION_KEYS) throw new Error(OWN_KEY);
  loadRequiredPolicies(given.ROLECALL_REQUIRED_POLICIES);
}

/** A key in the data directory would be lost with it, and the database would not. */
const OWN_KEY =
  "DATABASE_URL is set, ROLECALL_ENCRYPTION_KEYS is not: a database of your own needs a key that you keep as safe as the database. Make one with: openssl rand -base64 32";

/** Emulators accept any access key; one that is set is used. */
const EMULATOR_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
};

async function sandboxEnvironment(sandboxUrl: string): Promise<Environment> {
  const answer = await fetch(new URL("/_sandbox/credentials", sandboxUrl));
  const { platform } = (await answer.json()) as {
    platform: { accessKeyId: string; secretAccessKey: string };
  };
  return {
    ...withSandboxCredentials(process.env, { ...platform, region: "us-east-1" }),
    AWS_ENDPOINT_URL: sandboxUrl,
    // The sandbox has an account that is always throttled, whose roles should fail while a user waits.
    ROLECALL_THROTTLE_BUDGET_MS: process.env.ROLECALL_THROTTLE_BUDGET_MS || "14000",
  };
}

/** 32 random bytes, generated at the first start and kept in the data directory. */
async function keptSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(32).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

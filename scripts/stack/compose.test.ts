/** docker compose passes an operator's AWS credentials to the worker only. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

test.each([
  [".gitignore", ""],
  [".dockerignore", "**/"],
])("%s leaves files of settings out, but for the sandbox's own", (file, anywhere) => {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  // A later file overrides.
  expect(lines.slice(-3)).toEqual([`${anywhere}.env*`, `${anywhere}*.env`, "!sandbox/compose.env"]);
});

test("the sandbox gets its own settings, the other services the operator's", () => {
  const { services } = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }) as {
    services: Record<string, { env_file?: string }>;
  };
  const fileOf = (name: string) => services[name]?.env_file;
  expect(fileOf("sandbox")).toBe("sandbox/compose.env");
  for (const name of ["migrate", "worker", "web"]) expect(fileOf(name)).toContain("ROLECALL_ENV_FILE");
});

test("no process of ours has a capability, and all run as a user without rights", () => {
  const { services } = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }) as {
    services: Record<string, { cap_drop?: string[]; security_opt?: string[] }>;
  };
  const ours = Object.entries(services).filter(([name]) => name !== "postgres");
  expect(ours.length).toBeGreaterThan(3);
  for (const [, service] of ours) {
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
  }
  const dockerfile = readFileSync("Dockerfile", "utf8");
  expect(dockerfile).toMatch(/^USER node$/m);
  for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/:\d+\.\d+\.\d+-/);
});

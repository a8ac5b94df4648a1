/** Starts the process of the sandbox AWS. */
import { join } from "node:path";
import { PORT_TAKEN } from "#sandbox/port-taken.ts";
import { type Child, EndedEarly, SEMI_SPACE_FLAG, startChild } from "./child.ts";
import type { Environment } from "./environment.ts";

type Options = { dataDir: string; env: Environment };
type Started = { child: Child; said: string };

/** Starts it on this port (0: any), or on any where the port was taken meanwhile. `said` is its URL. */
export async function sandboxOn(port: number, options: Options): Promise<Started> {
  try {
    return await start(port, options);
  } catch (error) {
    const isTaken = error instanceof EndedEarly && error.code === PORT_TAKEN;
    if (!isTaken || port === 0) throw error;
    return start(0, options);
  }
}

function start(port: number, { dataDir, env }: Options): Promise<Started> {
  return startChild({
    name: "sandbox",
    args: [SEMI_SPACE_FLAG, "sandbox/main.ts"],
    env: {
      SANDBOX_STATE: join(dataDir, "sandbox.json"),
      ...process.env,
      ...env,
      SANDBOX_PORT: String(port),
    },
    logDir: join(dataDir, "logs"),
    ready: /sandbox listening on (\S+)/,
  });
}

import { faultsFromEnvironment } from "./faults/settings.ts";
import { PORT_TAKEN } from "./port-taken.ts";
import { startSandbox } from "./server.ts";

const { SANDBOX_PORT = "4566", SANDBOX_HOST = "127.0.0.1", SANDBOX_STATE } = process.env;

const sandbox = await startSandbox({
  port: Number(SANDBOX_PORT),
  host: SANDBOX_HOST,
  faults: faultsFromEnvironment(process.env),
  ...(SANDBOX_STATE && { statePath: SANDBOX_STATE }),
}).catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === "EADDRINUSE";
  console.error(
    taken
      ? `Port ${SANDBOX_PORT} is taken. Set SANDBOX_PORT to another one, or to 0 for any.`
      : error.message,
  );
  process.exit(taken ? PORT_TAKEN : 1);
});

console.log(`sandbox listening on ${sandbox.url}`);

async function stop(): Promise<never> {
  await sandbox.close();
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
// The IPC channel to the parent process closes when that process ends.
if (process.send) process.once("disconnect", stop);

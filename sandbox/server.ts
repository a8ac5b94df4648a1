import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerControl } from "./control/routes.ts";
import { makeSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
import { defaultSeed } from "./seed/seed.ts";
import { serveAws } from "./serve.ts";
import { receive } from "./wire/request.ts";

export type StartOptions = Partial<SandboxOptions> & { port?: number; host?: string };

export type RunningSandbox = Sandbox & {
  url: string;
  /** Writes the state file, closes all connections and stops. */
  close: () => Promise<void>;
};

/** Starts a sandbox. Port 0, the default, takes any free port. */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const { port = 0, host = "127.0.0.1", seed = defaultSeed(), ...rest } = options;
  const sandbox = makeSandbox({ seed, ...rest });
  const server = createServer({ keepAliveTimeout: 60_000 }, (http, response) => {
    serve(sandbox, http, response).catch((error) => {
      // A client that disconnects during a request is no error.
      if (!http.destroyed || http.complete) console.error("sandbox:", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    ...sandbox,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      sandbox.delivery.stop();
      sandbox.world.close();
    },
  };
}

async function serve(sandbox: Sandbox, http: IncomingMessage, response: ServerResponse): Promise<void> {
  const received = await receive(http);
  if (!received.path.startsWith("/_sandbox/")) return serveAws(sandbox, received, response);
  const answer = answerControl(sandbox, received);
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(JSON.stringify(answer.body));
}

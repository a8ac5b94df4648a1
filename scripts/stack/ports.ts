import { createServer } from "node:net";

/**
 * Parses a port; 0 is any free one.
 * @throws Error that says what is wrong with it
 */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`"${text}" is no port: choose a whole number from 1 to 65535, for example PORT=3000.`);
}

/** Returns a free port of 127.0.0.1. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** Whether the port is free on 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

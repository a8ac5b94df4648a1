/** Registration against an emulator that answers with an error page for actions it does not implement. */
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/server.ts";
import { attempt, connectedTo, makeRole, ownSandbox, register, stored } from "../../../e2e/support/engine.ts";

const ACME = "418295702613";
const UNKNOWN = new Set(["SimulatePrincipalPolicy", "GetAccountSummary"]);

let sandbox: RunningSandbox;

/** A proxy in front of the sandbox. */
const emulator = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (UNKNOWN.has(new URLSearchParams(body.toString()).get("Action") ?? "")) {
      response.writeHead(500, { "content-type": "text/html" });
      response.end("<!doctype html><html lang=en><title>500</title><h1>Internal Server Error</h1>");
      return;
    }
    // The Host header is kept as sent: it is signed, and the sandbox verifies the signature.
    const { port } = new URL(sandbox.url);
    const { method, headers } = request;
    const onward = forward({ host: "127.0.0.1", port, method, headers }, (answer) => {
      response.writeHead(answer.statusCode as number, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
  sandbox = await ownSandbox({
    ROLECALL_AWS: "emulator",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  emulator.closeAllConnections();
  emulator.close();
  await sandbox.close();
});

test("a registration ends Active, with a warning that nothing was simulated", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, await makeRole(ACME));
  await attempt(job);
  expect((await stored(job))?.failure).toBeNull();
  expect(await stored(job)).toMatchObject({
    status: "ACTIVE",
    warnings: [{ code: "simulation_unavailable", facts: { why: "not_offered" } }],
  });
});

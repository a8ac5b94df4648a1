import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { log } from "#lib/log.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { attempt, callsOf, connectedTo, jobOf, makeRole, ownSandbox } from "../../../e2e/support/engine.ts";
import { registerInstanceRole } from "../register.ts";
import { isRead } from "./log-writes.ts";

const ACME = "418295702613";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => Promise.all([closeDb(), closeDirect(), sandbox.close()]));

test("each AWS write of a run is logged with its request, its actor and its workspace, and no read is", async () => {
  const told = vi.spyOn(log, "info");
  const ctx = { ...(await connectedTo(sandbox, ACME)), requestId: "request-of-a-test" };
  const roleArn = await makeRole(ACME);
  const { id } = await registerInstanceRole(ctx, { name: "logged", roleArn, description: "" });
  const job = await jobOf(ctx, id);
  await attempt(job);
  const logged = told.mock.calls.map(([fields]) => fields as object).filter((one) => "awsRequestId" in one);
  const written = (await callsOf(job)).filter((action) => !isRead(action));
  expect(written).toContain("AttachRolePolicy");
  expect(logged).toHaveLength(written.length);
  for (const line of logged) {
    expect(line).toMatchObject({
      workspaceId: ctx.workspace.id,
      instanceRoleId: id,
      registrationId: job.registrationId,
      actor: ctx.actor.name,
      requestId: "request-of-a-test",
      role: roleArn,
      action: expect.stringMatching(/^iam:/),
      awsRequestId: expect.any(String),
    });
  }
  const text = await metrics().registry.metrics();
  expect(text).toMatch(/rolecall_registrations_total\{kind="register",outcome="succeeded",reason=""\} 1/);
  expect(text).toMatch(
    /rolecall_registration_step_duration_seconds_count\{step="connect",outcome="done"\} 1/,
  );
  expect(text).toMatch(/rolecall_aws_calls_total\{service="iam",operation="AttachRolePolicy",outcome="ok"\}/);
});

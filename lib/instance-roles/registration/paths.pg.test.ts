/** Role and profile with paths and names of their own: IAM is called with bare names, EC2 with the profile's ARN. */
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../../e2e/support/engine.ts";

const ACME = "418295702613";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

/** Registers the role and removes it again. @returns what AWS was sent for it: names, and ARNs of profiles to EC2 */
async function sentFor(arn: string, profileArn: string) {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  const since = sandbox.calls.since(0).at(-1)?.seq ?? 0;
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", instanceProfileArn: profileArn });
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
  const sent = sandbox.calls.since(since).flatMap(({ params }) => Object.entries(params));
  const names = sent.filter(([name]) => name === "RoleName" || name === "InstanceProfileName");
  const profileArns = sent.filter(([, value]) => value.startsWith(`arn:aws:iam::${ACME}:instance-profile/`));
  const distinct = (entries: [string, string][]) => [...new Set(entries.map(([, value]) => value))];
  return { names: distinct(names), profileArns: distinct(profileArns) };
}

test("a profile of another name and path is used by its ARN", async () => {
  const arn = await makeRole(ACME, { path: "/team/data/" });
  const name = nameInArn(arn);
  const InstanceProfileName = `${name}-nodes`;
  const iam = iamAs(await adminOf(ACME));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: "/ops/eu/" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: name }));
  const profileArn = `arn:aws:iam::${ACME}:instance-profile/ops/eu/${InstanceProfileName}`;
  expect(await sentFor(arn, profileArn)).toEqual({ names: [name], profileArns: [profileArn] });
});

test("a profile that Rolecall creates has the role's bare name, and a path of its own", async () => {
  const arn = await makeRole(ACME, { path: "/team/data/" });
  const name = nameInArn(arn);
  const profileArn = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
  expect(await sentFor(arn, profileArn)).toEqual({ names: [name], profileArns: [profileArn] });
});

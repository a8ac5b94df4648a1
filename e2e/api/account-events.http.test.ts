/** The event stream of AWS accounts. */
import { beforeAll, expect, test } from "vitest";
import { encryptExternalId } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { makeMember, type TestWorkspace } from "../support/factories.ts";
import { paperAccount, workspaceWithAccount } from "./arrange.ts";
import { browserOf, type Caller, memberOf } from "./caller.ts";
import { openEvents, type ReadEvent } from "./event-reader.ts";

let workspace: TestWorkspace;
let admin: Caller;
let member: Record<string, string>;
let accounts: string;

beforeAll(async () => {
  ({ workspace } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
  member = await browserOf((await makeMember(workspace, "MEMBER")).id);
  accounts = `/workspaces/${workspace.slug}/aws-accounts`;
});

const isAccount = ({ event }: ReadEvent) => event === "account";

function change(id: string, { name, pendingExternalId }: { name?: string; pendingExternalId?: string }) {
  const data = {
    ...(name && { name }),
    ...(pendingExternalId && { pendingExternalId: encryptExternalId(id, pendingExternalId) }),
  };
  const workspaceId = workspace.id;
  return inWorkspace(workspaceId, (tx) => tx.awsAccount.updateMany({ where: { workspaceId, id }, data }));
}

test("a check's steps are sent until it ends", async () => {
  const { id } = await paperAccount(workspace);
  const events = await openEvents(`${accounts}/${id}/events`, member);
  const first = await events.next(isAccount);
  expect(first.data).toMatchObject({ id, status: "CONNECTED", checks: [] });
  expect(first.id).toBe(String(first.data.version));

  expect((await admin("POST", `${accounts}/${id}/check`)).status).toBe(202);
  // Changes during a read go into the next event: the worker may have begun already.
  const isAtWork = ({ data }: ReadEvent) => data.checking && data.checks.length > 0;
  const begun = await events.next(({ data }) => data.checking !== undefined);
  const waiting = isAtWork(begun) ? begun : await events.next(isAtWork);
  expect(waiting.data.checks.map(({ status }: { status: string }) => status)).toContain("waiting");
  const last = await events.next((event) => isAccount(event) && !event.data.checking);
  expect(last.data).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
  events.close();
});

test("the stream of all accounts sends status changes, and not each step", async () => {
  const { id } = await paperAccount(workspace);
  const events = await openEvents(`${accounts}/events`, member);
  const ofThis = (event: ReadEvent) => isAccount(event) && event.data.id === id;
  await events.next(ofThis);
  await admin("POST", `${accounts}/${id}/check`);
  const begun = await events.next(ofThis);
  expect(begun.data).toMatchObject({ status: "CONNECTED", checking: { since: expect.any(String) } });
  expect(begun.data).not.toHaveProperty("checks");
  const ended = await events.next(ofThis);
  expect(ended.data).toMatchObject({ status: "FAILED", checkedAt: expect.any(String) });
  events.close();
});

test("a resumed stream sends what changed meanwhile, and nothing older", async () => {
  const [early, late] = [await paperAccount(workspace), await paperAccount(workspace)];
  const { body } = await admin("GET", `${accounts}/${early.id}`);
  await change(late.id, { name: "Renamed while away" });
  const events = await openEvents(`${accounts}/events`, {
    ...member,
    "last-event-id": String(body.version),
  });
  const told = await events.next(isAccount);
  expect(told.data.id).toBe(late.id);
  events.close();
});

test("a removed account is sent as removed", async () => {
  const { id } = await paperAccount(workspace);
  const events = await openEvents(`${accounts}/${id}/events`, member);
  await events.next(isAccount);
  expect((await admin("DELETE", `${accounts}/${id}`)).status).toBe(204);
  expect((await events.next(({ event }) => event === "removed")).data).toEqual({ id });
  events.close();
});

test("a new external ID is sent to admins and not to members", async () => {
  const { id } = await paperAccount(workspace);
  const ofAdmin = await browserOf((await makeMember(workspace, "ADMIN")).id);
  const [theirs, ours] = await Promise.all([
    openEvents(`${accounts}/${id}/events`, member),
    openEvents(`${accounts}/${id}/events`, ofAdmin),
  ]);
  await Promise.all([theirs.next(isAccount), ours.next(isAccount)]);
  await change(id, { pendingExternalId: "rc-pending-of-a-test" });
  expect((await ours.next(isAccount)).data.pendingExternalId).toBe("rc-pending-of-a-test");
  expect(JSON.stringify((await theirs.next(isAccount)).data)).not.toContain("rc-pending-of-a-test");
  for (const events of [theirs, ours]) events.close();
});

test("changes of another workspace are not sent", async () => {
  const elsewhere = await workspaceWithAccount();
  const events = await openEvents(`${accounts}/events`, member);
  const { id: workspaceId } = elsewhere.workspace;
  await inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.updateMany({ where: { workspaceId }, data: { name: "Elsewhere" } }),
  );
  // A later change arrives, so an earlier one would have arrived before it.
  const { id } = await paperAccount(workspace);
  await events.next(({ data }) => data.id === id);
  expect(events.read.map(({ data }) => data.id)).not.toContain(elsewhere.account.id);
  events.close();
});

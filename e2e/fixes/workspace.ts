/** Uses the API as an admin of a seeded workspace. */
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import type { FailureView } from "#lib/failures/view.ts";
import type { Problem } from "#lib/http/problem.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { type Called, problemIn, withToken } from "../api/caller.ts";
import { makeToken } from "../support/factories.ts";

export type Workspace = {
  /** Registers a role, and waits until it has settled. */
  register(roleArn: string): Promise<InstanceRoleDetail>;
  retry(id: string): Promise<InstanceRoleDetail>;
  /** Removes a role. Null when it is deleted. */
  remove(id: string): Promise<InstanceRoleDetail | null>;
  /** Returns the refusal of a removal. */
  refusedRemoval(id: string): Promise<Problem & { fixes?: FailureView["fixes"] }>;
};

let names = 0;

export async function openWorkspace(slug: string): Promise<Workspace> {
  const workspace = await db().workspace.findUniqueOrThrow({ where: { slug } });
  const call = withToken(await makeToken(workspace, "ADMIN"));
  const roles = `/workspaces/${slug}/instance-roles`;

  async function settled(id: string): Promise<InstanceRoleDetail | null> {
    for (;;) {
      const { status, body } = await call("GET", `${roles}/${id}`);
      if (status === 404) return null;
      if (body.status === "ACTIVE" || body.status === "FAILED") return body as InstanceRoleDetail;
      await sleep(100);
    }
  }

  async function present(called: Called): Promise<InstanceRoleDetail> {
    if (called.status >= 400) throw new Error(`${called.status} ${JSON.stringify(called.body)}`);
    return (await settled(called.body.id)) as InstanceRoleDetail;
  }

  return {
    register: async (roleArn) =>
      present(await call("POST", roles, { body: { name: `fix ${++names}`, roleArn } })),
    retry: async (id) => present(await call("POST", `${roles}/${id}/retry`)),
    async remove(id) {
      await call("DELETE", `${roles}/${id}`);
      return settled(id);
    },
    refusedRemoval: async (id) => problemIn(await call("DELETE", `${roles}/${id}`)),
  };
}

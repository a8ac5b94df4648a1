import type { ListAddress } from "#components/instance-roles/list-address.ts";
import { Refusal } from "#lib/errors.ts";
import { countFoundRoles } from "#lib/instance-roles/count.ts";
import { type InstanceRolePage, listInstanceRoles } from "#lib/instance-roles/list.ts";
import { ListInput } from "#lib/instance-roles/schema.ts";
import type { Status } from "#lib/instance-roles/status.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

type Found = {
  address: ListAddress;
  limit: number;
  page: InstanceRolePage | null;
  /** By status, of what is searched or filtered for; null where that is the whole list. */
  found: Record<Status, number> | null;
};

/** Reads the page of the list for a URL; null where its cursor belongs to another list or sort. */
export async function listPageFor(ctx: Ctx, asked: ListAddress): Promise<Found> {
  const query = wellFormed(asked);
  const input = ListInput.parse(query);
  const { q, awsAccountId } = input;
  const [page, found] = await Promise.all([
    listInstanceRoles(ctx, input).catch((error) => {
      if (error instanceof Refusal && error.code === "invalid") return null;
      throw error;
    }),
    q || awsAccountId ? countFoundRoles(ctx, { q, awsAccountId }) : null,
  ]);
  const { trail } = asked;
  const address = typeof trail === "string" && query.cursor ? { ...query, trail } : query;
  return { address, limit: input.limit, page, found };
}

/** Drops invalid parameters, because URLs are often bookmarked or typed. */
function wellFormed({ q, status, awsAccountId, sort, cursor }: ListAddress): ListAddress {
  const meaningful = Object.entries({ q, status, awsAccountId, sort, cursor }).filter(([name, value]) => {
    const field = ListInput.shape[name as Exclude<keyof ListAddress, "trail">];
    return typeof value === "string" && value !== "" && field.safeParse(value).success;
  });
  return Object.fromEntries(meaningful);
}

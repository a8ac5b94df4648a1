/** One page of the list, in one statement: keyset, so that page a thousand costs what page one costs. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Place } from "#lib/db/cursor.ts";
import { invalidField } from "#lib/errors.ts";
import type { InstanceRoleRow } from "./row.ts";
import type { ListInput, Sort } from "./schema.ts";
import type { Status } from "./status.ts";
import { SELECT_ROLE } from "./store.ts";

type PageInput = Omit<ListInput, "cursor"> & { after: Place | null; take: number };

export function findRolesPage(tx: Tx, workspaceId: string, input: PageInput): Promise<InstanceRoleRow[]> {
  const { q, status, awsAccountId, sort, after, take } = input;
  const conditions = [
    Prisma.sql`r.workspace_id = ${workspaceId}::uuid`,
    ...(status ? [inStatus(status)] : []),
    ...(awsAccountId ? [inAccount(workspaceId, awsAccountId)] : []),
    ...(q ? [Prisma.sql`r.id in (select search_instance_roles(${patternOf(q)}))`] : []),
    ...(after ? [BEYOND[sort](after)] : []),
  ];
  return tx.$queryRaw`
    ${SELECT_ROLE} where ${Prisma.join(conditions, " and ")} order by ${ORDER[sort]} limit ${take}`;
}

/** One status reads its index in the list's order; several are few. */
function inStatus(statuses: Status[]): Prisma.Sql {
  const [only] = statuses;
  return statuses.length === 1
    ? Prisma.sql`r.status = ${only}::instance_role_status`
    : Prisma.sql`r.status = any(${statuses}::instance_role_status[])`;
}

/** By the account's key, which the index has; twelve digits name one account in all partitions. */
function inAccount(workspaceId: string, accountId: string): Prisma.Sql {
  return Prisma.sql`r.aws_account_id = (
    select id from aws_account where workspace_id = ${workspaceId}::uuid and account_id = ${accountId} limit 1)`;
}

/** What the keyset holds of a role in each sort. */
export function placeOf(sort: Sort, row: InstanceRoleRow): Place {
  const value = sort.endsWith("name") ? row.nameKey : row.createdAt.toISOString();
  return { value, id: row.id };
}

const ORDER = {
  "-createdAt": Prisma.sql`r.created_at desc, r.id desc`,
  createdAt: Prisma.sql`r.created_at, r.id`,
  name: Prisma.sql`r.name_key`,
  "-name": Prisma.sql`r.name_key desc`,
} satisfies Record<Sort, Prisma.Sql>;

const BEYOND = {
  "-createdAt": ({ value, id }) => Prisma.sql`(r.created_at, r.id) < (${timeOf(value)}, ${id}::uuid)`,
  createdAt: ({ value, id }) => Prisma.sql`(r.created_at, r.id) > (${timeOf(value)}, ${id}::uuid)`,
  name: ({ value }) => Prisma.sql`r.name_key > ${value}`,
  "-name": ({ value }) => Prisma.sql`r.name_key < ${value}`,
} satisfies Record<Sort, (after: Place) => Prisma.Sql>;

function timeOf(value: string): Date {
  const time = new Date(value);
  if (!Number.isNaN(time.getTime())) return time;
  throw invalidField("cursor", "cursor_invalid", "The cursor does not belong to this list.");
}

/** Anywhere in the text; what LIKE gives a meaning stands for itself. */
function patternOf(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Reads one page of the list by keyset, so that every page costs the same. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";
import { notOurCursor, type Place } from "#lib/db/cursor.ts";
import { MOST_COUNTED } from "./limits.ts";
import type { InstanceRoleRow } from "./row.ts";
import type { ListInput, Sort } from "./schema.ts";
import type { Status } from "./status.ts";
import { selectRoles } from "./store.ts";

type PageInput = Omit<ListInput, "cursor"> & { after: Place | null; take: number };

export async function findRolesPage(
  tx: Tx,
  workspaceId: string,
  { q, status, awsAccountId, sort, after, take }: PageInput,
): Promise<InstanceRoleRow[]> {
  const conditions = [
    Prisma.sql`r.workspace_id = ${workspaceId}::uuid`,
    ...(awsAccountId ? [inAccount(workspaceId, awsAccountId)] : []),
    ...(q ? [await matching(tx, q)] : []),
    ...(after ? [BEYOND[sort](after)] : []),
  ];
  const where = inStatuses(status, { conditions, order: ORDER[sort], take });
  return selectRoles(tx, Prisma.sql`where ${where} order by ${ORDER[sort]} limit ${take}`);
}

/** Counts by status what a search or an account matches, up to one more than `MOST_COUNTED` of each. */
export async function countRolesMatching(
  tx: Tx,
  workspaceId: string,
  { q, awsAccountId }: Pick<ListInput, "q" | "awsAccountId">,
): Promise<Record<Status, number>> {
  const where = Prisma.join(
    [
      Prisma.sql`r.workspace_id = ${workspaceId}::uuid`,
      ...(awsAccountId ? [inAccount(workspaceId, awsAccountId)] : []),
      ...(q ? [await matching(tx, q)] : []),
    ],
    " and ",
  );
  const count = (status: Status) => Prisma.sql`(select count(*)::int from (
    select 1 from instance_role r where ${where} and ${IS[status]} limit ${MOST_COUNTED + 1}) counted)`;
  const [row] = await tx.$queryRaw<Record<Status, number>[]>`
    select ${count("REGISTERING")} as "REGISTERING", ${count("ACTIVE")} as "ACTIVE",
           ${count("FAILED")} as "FAILED", ${count("DELETING")} as "DELETING"`;
  return row as Record<Status, number>;
}

/** Returns a role's keyset values in each sort. */
export function placeOf(sort: Sort, row: InstanceRoleRow): Place {
  const value = sort.endsWith("name") ? row.nameKey : row.createdAt.toISOString();
  return { value, id: row.id };
}

type Within = { conditions: Prisma.Sql[]; order: Prisma.Sql; take: number };

/**
 * Selects by status. One status reads its index in the list's order; several are merged from the first page of each.
 */
function inStatuses(statuses: Status[] | undefined, { conditions, order, take }: Within): Prisma.Sql {
  const all = Prisma.join(conditions, " and ");
  if (!statuses) return all;
  const each = statuses.map((status) => Prisma.sql`${all} and ${IS[status]}`);
  if (each.length === 1) return each[0] as Prisma.Sql;
  const pages = each.map(
    (where) => Prisma.sql`(select r.id from instance_role r where ${where} order by ${order} limit ${take})`,
  );
  return Prisma.sql`${all} and r.id in (${Prisma.join(pages, " union all ")})`;
}

/** Selects by the account's id, which the index has; the account number is not unique across partitions. */
function inAccount(workspaceId: string, accountId: string): Prisma.Sql {
  return Prisma.sql`r.aws_account_id = (
    select id from aws_account where workspace_id = ${workspaceId}::uuid and account_id = ${accountId} limit 1)`;
}

/** From this many roles on, reading in the list's order finds a page sooner than reading every match from the index. */
const MANY = 2_000;

async function matching(tx: Tx, q: string): Promise<Prisma.Sql> {
  const pattern = patternOf(q);
  const [expected] = await tx.$queryRaw<
    { rows: number }[]
  >`select expected_instance_roles(${pattern}) as rows`;
  return (expected?.rows ?? 0) > MANY
    ? Prisma.sql`(r.name || ' ' || r.role_arn || ' ' || r.description) ilike ${pattern}`
    : Prisma.sql`r.id in (select search_instance_roles(${pattern}))`;
}

/** A LIKE pattern that matches the text anywhere, with LIKE's special characters escaped. */
function patternOf(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Literals, because Postgres uses a partial index only where the statement itself names its status. */
const IS = {
  REGISTERING: Prisma.sql`r.status = 'REGISTERING'`,
  ACTIVE: Prisma.sql`r.status = 'ACTIVE'`,
  FAILED: Prisma.sql`r.status = 'FAILED'`,
  DELETING: Prisma.sql`r.status = 'DELETING'`,
} satisfies Record<Status, Prisma.Sql>;

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

/** The format placeOf writes. JavaScript and Postgres agree on the years 1 to 9999 only. */
const TIME = /^(?!0000)\d{4}-/;

function timeOf(value: string): Date {
  const time = new Date(value);
  const isOurs = TIME.test(value) && !Number.isNaN(time.getTime()) && time.toISOString() === value;
  if (isOurs) return time;
  throw notOurCursor();
}

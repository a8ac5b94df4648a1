import { notFound } from "next/navigation";
import { Failures } from "#components/instance-roles/import/failures.tsx";
import { ImportHeader } from "#components/instance-roles/import/import-header.tsx";
import { ImportProgress } from "#components/instance-roles/import/import-progress.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { counted } from "#lib/counted.ts";
import { Refusal } from "#lib/errors.ts";
import { getImport } from "#lib/instance-roles/import/get.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../../page-context.ts";

export const metadata = { title: "Import" };

type PageProps = {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ cursor?: string | string[] }>;
};

const AT_ONCE = 50;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default async function ImportProgressPage({ params, searchParams }: PageProps) {
  const [{ workspace, id }, { cursor }] = await Promise.all([params, searchParams]);
  const ctx = await pageContext(workspace);
  if (!UUID.test(id)) notFound();
  const after = typeof cursor === "string" && cursor !== "" ? cursor : undefined;
  const view = await getImport(ctx, id, { limit: AT_ONCE, cursor: after }).catch(nothingHere);
  const { slug } = ctx.workspace;
  return (
    <>
      <ImportHeader
        slug={slug}
        title={`Import of ${counted(view.rows, "row")}`}
        what={
          <>
            {view.createdBy}, <RelativeTime at={view.createdAt} />
          </>
        }
      />
      <ImportProgress view={view} />
      <Failures
        slug={slug}
        view={view}
        isFirstPage={!after}
        mayRetry={may(ctx.role, "instance_role.retry")}
      />
    </>
  );
}

function nothingHere(error: unknown): never {
  if (error instanceof Refusal && ["not_found", "invalid"].includes(error.code)) notFound();
  throw error;
}

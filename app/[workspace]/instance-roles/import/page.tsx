import { MessageBody } from "#components/frame/message.tsx";
import { ImportForm } from "#components/instance-roles/import/import-form.tsx";
import { ImportHeader } from "#components/instance-roles/import/import-header.tsx";
import { RecentImports } from "#components/instance-roles/import/recent-imports.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listImports } from "#lib/instance-roles/import/list.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../page-context.ts";

export const metadata = { title: "Import instance roles" };

const MOST_SHOWN = 10;

export default async function ImportPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const { slug } = ctx.workspace;
  const { items } = await listImports(ctx, { limit: MOST_SHOWN });
  const mayImport = may(ctx.role, "instance_role.import");
  return (
    <>
      {mayImport ? (
        <>
          <ImportHeader
            slug={slug}
            title="Import instance roles"
            what="Many roles at once: give their ARNs, see what becomes of each, then register them."
          />
          <ImportForm slug={slug} />
        </>
      ) : (
        <MessageBody
          title="Only admins may import"
          action={<ButtonLink href={`/${slug}/instance-roles`}>Instance roles</ButtonLink>}
        >
          An admin of this workspace can register many roles at once here.
        </MessageBody>
      )}
      <RecentImports slug={slug} imports={items} />
    </>
  );
}

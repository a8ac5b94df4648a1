import { redirect } from "next/navigation";
import { ConfigForm } from "#components/compute-configs/config-form.tsx";
import { may } from "#lib/workspaces/permissions.ts";
import { accountChoices } from "../../account-choices.ts";
import { configPage } from "../config-page.ts";

export const metadata = { title: "Edit compute config" };

type PageProps = { params: Promise<{ workspace: string; id: string }> };

export default async function EditConfigPage({ params }: PageProps) {
  const { workspace, id } = await params;
  const { ctx, config } = await configPage(workspace, id);
  const { slug } = ctx.workspace;
  if (!may(ctx.role, "compute_config.update")) redirect(`/${slug}/compute-configs/${id}`);
  const { why, appliedRole } = config;
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-6">
      <h1 className="text-xl font-semibold">Edit {config.name}</h1>
      <ConfigForm
        slug={slug}
        accounts={await accountChoices(ctx)}
        config={config}
        chosen={why === "chosen" ? appliedRole : null}
      />
    </div>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { AppliedRole } from "#components/compute-configs/applied-role.tsx";
import { DeleteConfig } from "#components/compute-configs/delete-config.tsx";
import { Launch } from "#components/compute-configs/launch.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { LAUNCH_FORMATS, launchParameters, launchTitles } from "#lib/compute-configs/launch.ts";
import { Refusal } from "#lib/errors.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { configPage } from "./config-page.ts";

type PageProps = {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ format?: string }>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, id } = await params;
  return { title: (await configPage(workspace, id)).config.name };
}

export default async function ComputeConfigPage({ params, searchParams }: PageProps) {
  const { workspace, id } = await params;
  const { ctx, config } = await configPage(workspace, id);
  const { slug } = ctx.workspace;
  const { format = "ec2" } = await searchParams;
  const launch = await launchParameters(ctx, id, LAUNCH_FORMATS.includes(format) ? format : "ec2").catch(
    refused,
  );
  const home = `/${slug}/compute-configs`;
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <Link href={home} className="rounded-sm text-sm text-ink-2 hover:text-ink">
            ← Compute configs
          </Link>
          <h1 className="mt-2 text-xl font-semibold [overflow-wrap:anywhere]">{config.name}</h1>
          <p className="text-ink-2">
            {config.region} · {config.accountName ?? config.accountId}
            {config.instanceType && ` · ${config.instanceType}`}
          </p>
        </div>
        <div className="flex gap-2">
          {may(ctx.role, "compute_config.update") && (
            <ButtonLink href={`${home}/${id}/edit`}>Edit</ButtonLink>
          )}
          {may(ctx.role, "compute_config.remove") && <DeleteConfig slug={slug} id={id} name={config.name} />}
        </div>
      </header>
      <section aria-labelledby="role">
        <h2 id="role" className="mb-2 text-lg font-semibold">
          Clusters run as
        </h2>
        <AppliedRole slug={slug} config={config} />
      </section>
      <section aria-labelledby="launch" className="flex flex-col gap-4">
        <h2 id="launch" className="text-lg font-semibold">
          Start machines with it
        </h2>
        {typeof launch === "string" ? (
          <Notice tone="warn">{launch}</Notice>
        ) : (
          <Launch launch={launch} formats={launchTitles()} address={`${home}/${id}`} />
        )}
      </section>
    </div>
  );
}

/** Why no cluster can be started, shown in place of the parameters. */
function refused(error: unknown): string {
  if (error instanceof Refusal && (error.code === "role_not_active" || error.code === "no_role_applies")) {
    return error.message;
  }
  throw error;
}

import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { UseIt } from "#components/instance-roles/use-it/use-it.tsx";
import { Refusal } from "#lib/errors.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { pageContext } from "../../../page-context.ts";

type PageProps = { params: Promise<{ workspace: string; id: string }> };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, id } = await params;
  return { title: `Use ${(await roleOf(workspace, id)).name}` };
}

export default async function UsePage({ params }: PageProps) {
  const { workspace, id } = await params;
  const { name } = await roleOf(workspace, id);
  return (
    <div className="flex flex-col gap-6">
      <header>
        <Link
          href={`/${workspace}/instance-roles/${id}`}
          className="rounded-sm text-sm text-ink-2 hover:text-ink"
        >
          ← {name}
        </Link>
        <h1 className="mt-2 text-xl font-semibold [overflow-wrap:anywhere]">Use {name}</h1>
        <p className="text-ink-2">What each product wants of this role, with its own values.</p>
      </header>
      <UseIt slug={workspace} id={id} />
    </div>
  );
}

/** Read once for the page and its title. */
const roleOf = cache(async (workspace: string, id: string) => {
  const ctx = await pageContext(workspace);
  if (!UUID.test(id)) notFound();
  return getInstanceRole(ctx, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not_found") notFound();
    throw error;
  });
});

import { notFound } from "next/navigation";
import { cache } from "react";
import { getComputeConfig } from "#lib/compute-configs/get.ts";
import { Refusal } from "#lib/errors.ts";
import { pageContext } from "../../page-context.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Read once for the page and its title. */
export const configPage = cache(async (workspace: string, id: string) => {
  const ctx = await pageContext(workspace);
  if (!UUID.test(id)) notFound();
  const config = await getComputeConfig(ctx, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not_found") notFound();
    throw error;
  });
  return { ctx, config };
});

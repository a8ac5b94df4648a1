"use client";
import { useParams } from "next/navigation";
import { ButtonLink } from "#components/ui/button.tsx";

/** To the list of the workspace one is in: a page for what is not found is told nothing but its address. */
export function WorkspaceHomeLink() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <ButtonLink href={`/${workspace}/instance-roles`} kind="primary">
      Go to the instance roles
    </ButtonLink>
  );
}

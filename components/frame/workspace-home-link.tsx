"use client";
import { useParams } from "next/navigation";
import { ButtonLink } from "#components/ui/button.tsx";

/**
 * Links to the current workspace's list. Takes the workspace from the URL, because not-found pages get no parameters.
 */
export function WorkspaceHomeLink() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <ButtonLink href={`/${workspace}/instance-roles`} kind="primary">
      Go to the instance roles
    </ButtonLink>
  );
}

import { MessageBody } from "#components/frame/message.tsx";
import { PageTitle } from "#components/frame/page-title.tsx";
import { WorkspaceHomeLink } from "#components/frame/workspace-home-link.tsx";

export default function NotFoundHere() {
  return (
    <MessageBody title="Nothing is here" action={<WorkspaceHomeLink />}>
      <PageTitle>Not found</PageTitle>
      What this address names was deleted, or never was in this workspace.
    </MessageBody>
  );
}

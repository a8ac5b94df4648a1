import { MessageBody } from "#components/frame/message.tsx";
import { WorkspaceHomeLink } from "#components/frame/workspace-home-link.tsx";

export default function NotFoundHere() {
  return (
    <MessageBody title="Nothing is here" action={<WorkspaceHomeLink />}>
      What this address names was deleted, or never was in this workspace.
    </MessageBody>
  );
}

import { MessageBody } from "#components/frame/message.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export default function NotFoundHere() {
  return (
    <MessageBody
      title="Nothing is here"
      action={
        <ButtonLink href="/" kind="primary">
          Go to your workspace
        </ButtonLink>
      }
    >
      What this address names was deleted, or never was in this workspace.
    </MessageBody>
  );
}

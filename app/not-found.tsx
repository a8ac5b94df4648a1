import { Message } from "#components/frame/message.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Message
      title="Nothing is here"
      action={
        <ButtonLink href="/" kind="primary">
          Go to your workspace
        </ButtonLink>
      }
    >
      The address leads nowhere, or to a workspace you are not in.
    </Message>
  );
}

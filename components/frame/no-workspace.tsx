import { buttonClass } from "#components/ui/button.tsx";
import { Message } from "./message.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

export function NoWorkspace({ email }: { email: string }) {
  return (
    <Message title="No workspace yet" action={<SignOutButton className={buttonClass("secondary")} />}>
      You are signed in as {email}, which is in no workspace. An admin of one can add you.
    </Message>
  );
}

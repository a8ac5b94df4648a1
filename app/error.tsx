"use client";
import { Message } from "#components/frame/message.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Message
      title="This page could not be made"
      action={
        <>
          <Button kind="primary" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">Go to your workspace</ButtonLink>
        </>
      }
    >
      Something went wrong in Rolecall; nothing in AWS was changed by it.
      {error.digest && ` The operator finds it in the log under ${error.digest}.`}
    </Message>
  );
}

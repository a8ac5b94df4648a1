"use client";
import { MessageBody } from "#components/frame/message.tsx";
import { Button } from "#components/ui/button.tsx";

export default function ErrorHere({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <MessageBody
      title="This page could not be made"
      action={
        <Button kind="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Something went wrong in Rolecall; nothing in AWS was changed by it.
      {error.digest && ` The operator finds it in the log under ${error.digest}.`}
    </MessageBody>
  );
}

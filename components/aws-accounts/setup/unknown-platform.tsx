import { Notice } from "#components/ui/notice.tsx";

/** Without the platform's own principal there is nothing to write into a trust policy. */
export function UnknownPlatform() {
  return (
    <Notice tone="warn">
      Rolecall does not know yet who it is in AWS, and the documents have to name it. A worker finds out when
      it starts. If this stays, the operator of Rolecall finds what is wrong on the operator page.
    </Notice>
  );
}

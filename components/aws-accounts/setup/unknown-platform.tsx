import { Notice } from "#components/ui/notice.tsx";

/** Says that the platform principal is unknown, without which no trust policy can be written. */
export function UnknownPlatform() {
  return (
    <Notice tone="warn">
      Rolecall does not know yet who it is in AWS, and the documents have to name it. A worker finds out when
      it starts. If this stays, the operator of Rolecall finds what is wrong on the operator page.
    </Notice>
  );
}

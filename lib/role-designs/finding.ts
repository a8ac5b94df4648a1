/** A problem of a role design. Browser-safe. */

export type Finding = {
  /** `error`: IAM would refuse the document, or the statement does nothing. */
  severity: "error" | "warning";
  code: string;
  /** The dotted path in the input. */
  path: string;
  message: string;
};

export const error = (code: string, path: string, message: string): Finding => ({
  severity: "error",
  code,
  path,
  message,
});
export const warning = (code: string, path: string, message: string): Finding => ({
  severity: "warning",
  code,
  path,
  message,
});

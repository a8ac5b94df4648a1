/** One thing that is wrong or unwise in a role design. Browser-safe. */

export type Finding = {
  /** `error`: IAM would refuse the document, or the statement does nothing. */
  severity: "error" | "warning";
  code: string;
  /** Where in the input, dotted. */
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

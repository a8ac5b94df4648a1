/** Where a request comes from: what Next or the proxy in front of it wrote down. For counting, never for trust. */
export function addressOf(headers: Record<string, string | undefined>): string {
  return headers["x-forwarded-for"]?.split(",")[0]?.trim() || "unknown";
}

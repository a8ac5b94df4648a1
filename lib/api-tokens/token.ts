/**
 * `rc_<workspace>_<secret>`: the workspace's id as 32 hex digits, so that a token is looked up within its tenant,
 * and 32 random bytes as base64url. Only the SHA-256 of the whole is stored: it is random enough to need no salt.
 */
import { createHash, randomBytes } from "node:crypto";

const TOKEN = /^rc_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/;

export type ParsedToken = { workspaceId: string; secretHash: string };

export function makeToken(workspaceId: string): string {
  return `rc_${workspaceId.replaceAll("-", "")}_${randomBytes(32).toString("base64url")}`;
}

export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Parses a token; null where it is malformed. */
export function parseToken(text: string): ParsedToken | null {
  const hex = TOKEN.exec(text)?.[1];
  if (!hex) return null;
  const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { workspaceId, secretHash: tokenHash(text) };
}

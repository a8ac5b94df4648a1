/** What a route answers, before it becomes a response. */

export type Answer = {
  status: number;
  body?: unknown;
  /** Path of the thing that was made. */
  location?: string;
  headers?: Record<string, string>;
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** A whole list that needs no pages, in the shape of one. */
export const all = (items: unknown[]): Answer => ok({ items, nextCursor: null });

export function responseOf(answer: Answer): Response {
  const headers = new Headers({ "cache-control": "no-store", ...answer.headers });
  if (answer.location) headers.set("location", answer.location);
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

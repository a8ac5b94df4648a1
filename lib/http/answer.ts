/** The result of a route, before it becomes a Response. */

export type Answer = {
  status: number;
  body?: unknown;
  /** The path of the created resource. */
  location?: string;
  headers?: Record<string, string>;
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** A complete list that needs no pages, in the shape of a page. */
export const all = (items: unknown[]): Answer => ok({ items, nextCursor: null });

export function responseOf(answer: Answer): Response {
  const headers = new Headers({ "cache-control": "no-store", ...answer.headers });
  if (answer.location) headers.set("location", answer.location);
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

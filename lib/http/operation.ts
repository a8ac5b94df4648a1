/** One route of the API as data: its schemas validate requests and make the OpenAPI document. */
import { z } from "zod";
import type { Action } from "#lib/workspaces/permissions.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Success = {
  description: string;
  /** The schema of a JSON response. */
  schema?: z.ZodType;
  /** For other responses: the schema of each media type, for the document. */
  media?: Record<string, z.ZodType>;
  /** The response has a `Location` header. */
  isLocated?: boolean;
};

/** A body in one of several media types, which the verb reads as text. */
export type UploadForm = {
  /** In bytes. */
  limit: number;
  /** The schema of each media type, for the document. */
  media: Record<string, z.ZodType>;
};

/** Such a body as the route receives it. */
export const Upload = z.object({ mediaType: z.string(), text: z.string() });

export type Operation<
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  /** The operationId, which generated clients use as a name. */
  id: string;
  method: Method;
  /** The path below `/api/v1`, or the whole path where it begins with `/api`; parameters in braces. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  /** Who may call: everybody, signed-in users, or members whose role allows the action. */
  who: "everybody" | "signed_in" | { mayDo: Action };
  query?: Query;
  body?: Body;
  /** The operation takes a body of the type `Upload`. */
  upload?: UploadForm;
  answers: Record<number, Success>;
  /** The operation honours `Prefer: wait=N`. */
  waits?: boolean;
  /** The operation asks a worker, which may not answer. */
  asksWorker?: boolean;
};

/** Keeps the schemas' types, so that a route's input has the types of its schemas. */
export function operation<
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: Operation<Query, Body>): Operation<Query, Body> {
  return definition;
}

export function isStream({ answers }: Operation): boolean {
  return Object.values(answers).some(({ media }) => media && "text/event-stream" in media);
}

/** Returns the whole path, parameters in braces. Health checks have no version. */
export function pathOf({ path }: Operation): string {
  return path.startsWith("/api/") ? path : `/api/v1${path}`;
}

type OutputOf<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type Input<Query extends z.ZodType | undefined, Body extends z.ZodType | undefined> = {
  query: OutputOf<Query>;
  body: OutputOf<Body>;
  /** The path's UUID; empty where the path has none. */
  id: string;
  /** All of the path's parameters, as they came. */
  path: Record<string, string>;
};

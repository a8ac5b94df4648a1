/** One route of the API as data: what validates requests is what the API's document is written from. */
import { z } from "zod";
import type { Action } from "#lib/workspaces/permissions.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Success = {
  description: string;
  /** Of an answer in JSON. */
  schema?: z.ZodType;
  /** Of any other: what each of its media types holds, for the document. */
  media?: Record<string, z.ZodType>;
  /** With a `Location`. */
  isLocated?: boolean;
};

/** A body that comes in one of several media types, as text for the verb to read. */
export type UploadForm = {
  /** Bytes. */
  limit: number;
  /** What each media type holds, for the document. */
  media: Record<string, z.ZodType>;
};

/** How such a body reaches the route. */
export const Upload = z.object({ mediaType: z.string(), text: z.string() });

export type Operation<
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  /** The name clients generated from the document give it. */
  id: string;
  method: Method;
  /** Below `/api/v1`, or whole where it begins with `/api`; with its parameters in braces. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  /** Who may call: everybody, who is signed in, or a member whose role allows the action. */
  who: "everybody" | "signed_in" | { mayDo: Action };
  query?: Query;
  body?: Body;
  /** With the body `Upload`. */
  upload?: UploadForm;
  answers: Record<number, Success>;
  /** Takes `Prefer: wait=N`. */
  waits?: boolean;
  /** A worker is asked, and may not answer. */
  asksWorker?: boolean;
};

/** Keeps the schemas' types, so that a route's input is what its schemas say. */
export function operation<
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: Operation<Query, Body>): Operation<Query, Body> {
  return definition;
}

export function isStream({ answers }: Operation): boolean {
  return Object.values(answers).some(({ media }) => media && "text/event-stream" in media);
}

/** The whole path, with its parameters in braces. Health is for load balancers and has no version. */
export function pathOf({ path }: Operation): string {
  return path.startsWith("/api/") ? path : `/api/v1${path}`;
}

type OutputOf<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type Input<Query extends z.ZodType | undefined, Body extends z.ZodType | undefined> = {
  query: OutputOf<Query>;
  body: OutputOf<Body>;
  /** From the path: a UUID, or empty where the path has none. */
  id: string;
};

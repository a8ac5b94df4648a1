import { XMLBuilder } from "fast-xml-parser";
import type { AwsError } from "../wire/errors.ts";

export type S3Answer = { status: number; code?: string; headers: Record<string, string>; body: Buffer };

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
});
const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function xmlAnswer(root: string, fields: object | string): S3Answer {
  const content = typeof fields === "string" ? { "#text": fields } : fields;
  const xml = HEADER + builder.build({ [root]: { "@xmlns": NAMESPACE, ...content } });
  return { status: 200, headers: { "content-type": "application/xml" }, body: Buffer.from(xml) };
}

export const emptyAnswer = (status: number, headers: Record<string, string> = {}): S3Answer => ({
  status,
  headers,
  body: Buffer.alloc(0),
});

/** The extra elements and headers of some S3 error codes. */
export type S3Details = { fields?: Record<string, string>; headers?: Record<string, string> };

/** An S3 refusal; an answer to HEAD has no body and so no reason. */
export function s3Refusal(
  { code, message, status }: AwsError,
  { method, requestId, details = {} }: { method: string; requestId: string; details?: S3Details },
): S3Answer {
  const { fields = {}, headers = {} } = details;
  const xml =
    HEADER +
    builder.build({
      Error: { Code: code, Message: message, ...fields, RequestId: requestId, HostId: HOST_ID },
    });
  const body = method === "HEAD" ? Buffer.alloc(0) : Buffer.from(xml);
  return { status, code, headers: { "content-type": "application/xml", ...headers }, body };
}

const HOST_ID = "c2FuZGJveC1ob3N0";

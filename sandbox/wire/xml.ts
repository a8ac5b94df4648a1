import { XMLBuilder } from "fast-xml-parser";
import type { AwsError } from "./errors.ts";
import type { QueryService } from "./request.ts";

export type Output = { [field: string]: unknown } | undefined;

const NAMESPACES: Record<QueryService, string> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
  ec2: "http://ec2.amazonaws.com/doc/2016-11-15/",
};

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
});

/**
 * Renders an answer: IAM and STS wrap it in `<ActionResult>`; EC2 puts its fields directly below `<ActionResponse>`.
 */
export function renderAnswer(
  service: QueryService,
  action: string,
  output: Output,
  requestId: string,
): string {
  const namespace = { "@xmlns": NAMESPACES[service] };
  if (service === "ec2") {
    return builder.build({
      [`${action}Response`]: { ...namespace, requestId, ...(toXml(output ?? {}, "item") as object) },
    });
  }
  return builder.build({
    [`${action}Response`]: {
      ...namespace,
      ...(output && { [`${action}Result`]: toXml(output, "member") }),
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

export function renderError(service: QueryService, error: AwsError, requestId: string): string {
  const { code, message, status } = error;
  if (service === "ec2") {
    return builder.build({
      Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId },
    });
  }
  return builder.build({
    ErrorResponse: {
      "@xmlns": NAMESPACES[service],
      Error: { Type: status >= 500 ? "Receiver" : "Sender", Code: code, Message: message },
      RequestId: requestId,
    },
  });
}

/** Arrays become `<member>` (EC2: `<item>`) lists, Maps become entry lists, undefined fields are left out. */
function toXml(value: unknown, listTag: "member" | "item"): unknown {
  if (Array.isArray(value)) return { [listTag]: value.map((item) => toXml(item, listTag)) };
  if (value instanceof Map) return { entry: [...value].map(([key, item]) => ({ key, value: item })) };
  if (typeof value !== "object" || value === null) return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) fields[name] = toXml(field, listTag);
  }
  return fields;
}

/** Policy documents are percent-encoded by RFC 3986, which is stricter than `encodeURIComponent`. */
export const encodeDocument = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** IAM writes times without fractions of a second. */
export const wireTime = (at: string | number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");

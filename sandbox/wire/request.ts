import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { parse } from "node:querystring";

/** Services that take a form and answer in XML. */
export type QueryService = "iam" | "sts" | "ec2";
export type JsonService = "cloudtrail" | "events";
export type Service = QueryService | JsonService | "s3";
export type Form = Readonly<Record<string, string>>;

/** A request as received. */
export type Received = {
  /** When its first line had arrived (performance.now). */
  arrivedAt: number;
  method: string;
  path: string;
  query: string;
  headers: IncomingMessage["headers"];
  remoteAddress: string | undefined;
  body: Buffer;
};

/** The credential scope in the Authorization header, not verified. */
export type CredentialScope = {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
};

export type AwsRequest = {
  received: Received;
  requestId: string;
  form: Form;
  action: string;
  scope: CredentialScope | undefined;
  service: Service;
  region: string;
};

export async function receive(http: IncomingMessage): Promise<Received> {
  const arrivedAt = performance.now();
  const chunks: Buffer[] = [];
  http.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(http, "end");
  const { method = "", url = "/", headers, socket } = http;
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const { remoteAddress } = socket;
  return { arrivedAt, method, path, query, headers, remoteAddress, body: Buffer.concat(chunks) };
}

/**
 * Reads a request. A Query request is a form in the body or the URL. Of S3 and JSON requests only the headers are read
 * here.
 */
export function readRequest(received: Received, requestId: string): AwsRequest {
  // JSON services name the action in a header: `…CloudTrail_20131101.LookupEvents`.
  const target =
    String(received.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) || undefined;
  const scope = parseAuthorization(received.headers.authorization);
  const isForm = scope?.service !== "s3" && target === undefined;
  const form = isForm ? { ...parseForm(received.query), ...parseForm(received.body.toString("utf8")) } : {};
  return {
    received,
    requestId,
    form,
    action: target ?? form.Action ?? "",
    scope,
    service: serviceOf(scope?.service, form.Version),
    region: scope?.region ?? "us-east-1",
  };
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=(?<accessKeyId>[^/,\s]+)\/(?<date>\d{8})\/(?<region>[^/,\s]+)\/(?<service>[^/,\s]+)\/aws4_request,\s*SignedHeaders=(?<signedHeaders>[^,\s]+),\s*Signature=(?<signature>[0-9a-f]{64})\s*$/;

function parseAuthorization(header: string | undefined): CredentialScope | undefined {
  const groups = header && AUTHORIZATION.exec(header)?.groups;
  if (!groups) return undefined;
  const { signedHeaders = "", ...scope } = groups;
  return { ...(scope as Omit<CredentialScope, "signedHeaders">), signedHeaders: signedHeaders.split(";") };
}

const SERVICES: readonly string[] = ["iam", "sts", "ec2", "s3", "cloudtrail", "events"] satisfies Service[];

const VERSIONS: Record<string, Service> = { "2010-05-08": "iam", "2011-06-15": "sts", "2016-11-15": "ec2" };

/**
 * Returns the service. AWS knows it from the endpoint; the sandbox has one endpoint, so it reads the signature's scope.
 */
function serviceOf(scoped: string | undefined, version: string | undefined): Service {
  if (scoped && SERVICES.includes(scoped)) return scoped as Service;
  return VERSIONS[version ?? ""] ?? "iam";
}

function parseForm(text: string): Record<string, string> {
  const flat: Record<string, string> = Object.create(null);
  if (text === "") return flat;
  for (const [key, value] of Object.entries(parse(text, "&", "=", { maxKeys: 0 }))) {
    flat[key] = (Array.isArray(value) ? value[0] : value) ?? "";
  }
  return flat;
}

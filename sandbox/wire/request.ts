import type { IncomingMessage } from "node:http";
import { parse } from "node:querystring";

export type Service = "iam" | "sts" | "ec2";
export type Form = Readonly<Record<string, string>>;

/** What the Authorization header says of the sender, before anybody has checked it. */
export type CredentialScope = {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
};

export type AwsRequest = {
  http: IncomingMessage;
  requestId: string;
  body: Buffer;
  form: Form;
  action: string;
  scope: CredentialScope | undefined;
  service: Service;
  region: string;
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})\s*$/;

export function parseAuthorization(header: string | undefined): CredentialScope | undefined {
  const match = header ? AUTHORIZATION.exec(header) : null;
  if (!match) return undefined;
  const [, accessKeyId, date, region, service, signedHeaders, signature] = match as unknown as string[];
  return {
    accessKeyId: accessKeyId!,
    date: date!,
    region: region!,
    service: service!,
    signedHeaders: signedHeaders!.split(";"),
    signature: signature!,
  };
}

/** A Query request is a form in the body, or the same form in the URL. */
export function readRequest(http: IncomingMessage, body: Buffer, requestId: string): AwsRequest {
  const query = http.url!.indexOf("?");
  const form = {
    ...(query < 0 ? {} : parseForm(http.url!.slice(query + 1))),
    ...(body.length > 0 ? parseForm(body.toString("utf8")) : {}),
  };
  const scope = parseAuthorization(http.headers.authorization);
  return {
    http,
    requestId,
    body,
    form,
    action: form.Action ?? "",
    scope,
    service: serviceOf(scope?.service, form.Version),
    region: scope?.region ?? "us-east-1",
  };
}

const VERSIONS: Record<string, Service> = { "2010-05-08": "iam", "2011-06-15": "sts", "2016-11-15": "ec2" };

/** The endpoint tells AWS which service is meant; here one door serves all, so the signature's scope tells it. */
function serviceOf(scoped: string | undefined, version: string | undefined): Service {
  if (scoped === "iam" || scoped === "sts" || scoped === "ec2") return scoped;
  return VERSIONS[version ?? ""] ?? "iam";
}

function parseForm(text: string): Record<string, string> {
  const form = parse(text, "&", "=", { maxKeys: 0 });
  const flat: Record<string, string> = Object.create(null);
  for (const key in form) flat[key] = Array.isArray(form[key]) ? form[key][0]! : form[key]!;
  return flat;
}

export async function readBody(http: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of http) chunks.push(chunk as Buffer);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

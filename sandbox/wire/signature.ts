import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsError } from "./errors.ts";
import type { AwsRequest, CredentialScope } from "./request.ts";

export type Secret = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const MAX_SKEW_MS = 5 * 60_000;

/** Signs the request again with the secret we know and compares; throws AWS's refusals. */
export async function verifySignature(request: AwsRequest, secret: Secret, now: number): Promise<void> {
  const scope = request.scope!;
  const signedAt = signingTime(request, scope);
  checkSkew(signedAt, now);
  const expected = await sign(request, scope, secret, signedAt);
  const same = timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(scope.signature, "hex"));
  if (!same || !carriesBodyHash(request)) throw mismatch();
}

async function sign(request: AwsRequest, scope: CredentialScope, secret: Secret, at: Date): Promise<string> {
  const headers: Record<string, string> = {};
  for (const name of scope.signedHeaders) {
    const value = request.http.headers[name];
    if (value === undefined) throw mismatch();
    headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  const signer = new SignatureV4({
    credentials: secret,
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const url = request.http.url!;
  const split = url.indexOf("?");
  const signed = await signer.sign(
    {
      method: request.http.method!,
      protocol: "http:",
      hostname: "",
      path: split < 0 ? url : url.slice(0, split),
      query: split < 0 ? {} : queryOf(url.slice(split + 1)),
      headers,
      body: request.body,
    },
    { signingDate: at, signableHeaders: new Set(scope.signedHeaders) },
  );
  return /Signature=([0-9a-f]{64})/.exec(signed.headers.authorization!)![1]!;
}

/** The signature covers the header; that the header tells the truth about the body is for us to see. */
function carriesBodyHash(request: AwsRequest): boolean {
  const claimed = request.http.headers["x-amz-content-sha256"];
  return claimed === undefined || claimed === createHash("sha256").update(request.body).digest("hex");
}

function signingTime(request: AwsRequest, scope: CredentialScope): Date {
  const raw = String(request.http.headers["x-amz-date"] ?? "");
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(raw);
  if (!match || !raw.startsWith(scope.date)) {
    throw new AwsError(
      "IncompleteSignature",
      400,
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP",
    );
  }
  const [, y, mo, d, h, mi, s] = match;
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

function checkSkew(signedAt: Date, now: number): void {
  const skew = signedAt.getTime() - now;
  if (Math.abs(skew) <= MAX_SKEW_MS) return;
  const text =
    skew < 0
      ? `Signature expired: ${compact(signedAt)} is now earlier than ${compact(new Date(now - MAX_SKEW_MS))} (${compact(new Date(now))} - 5 min.)`
      : `Signature not yet current: ${compact(signedAt)} is still later than ${compact(new Date(now + MAX_SKEW_MS))} (${compact(new Date(now))} + 5 min.)`;
  throw new AwsError("SignatureDoesNotMatch", 403, text);
}

const compact = (date: Date) => date.toISOString().replace(/[-:]|\.\d{3}/g, "");

const mismatch = () =>
  new AwsError(
    "SignatureDoesNotMatch",
    403,
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  );

function queryOf(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = query[key];
    query[key] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

/** Node's own SHA-256 behind the interface the signer wants. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret ? createHmac("sha256", secret as string | Buffer) : createHash("sha256");
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("A hash is used once here");
  }
}

import { createHash, createHmac, createSecretKey, KeyObject, timingSafeEqual } from "node:crypto";
import { getSigningKey, SignatureV4 } from "@smithy/signature-v4";
import { AwsError } from "./errors.ts";
import type { AwsRequest, CredentialScope, Received } from "./request.ts";

export type Secret = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const MAX_SKEW_MS = 5 * 60_000;

/** Signs the request again with the known secret and compares; throws AWS's refusals. */
export async function verifySignature(
  { received }: AwsRequest,
  scope: CredentialScope,
  secret: Secret,
  now: number,
): Promise<void> {
  const signedAt = signingTime(received, scope);
  checkSkew(signedAt, now);
  const expected = await sign(received, scope, secret, signedAt);
  const same = timingSafeEqual(Buffer.from(expected), Buffer.from(scope.signature));
  if (!same || !carriesBodyHash(received)) throw mismatch();
}

async function sign(received: Received, scope: CredentialScope, secret: Secret, at: Date): Promise<string> {
  const { method, path, query, body } = received;
  const signer = new SignatureV4({
    credentials: secret,
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
    // S3 signs a path as sent; other services encode it once more.
    uriEscapePath: scope.service !== "s3",
  });
  Object.assign(signer, { getSigningKey: () => signingKey(scope, secret) });
  const { headers } = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: "",
      path,
      query: queryOf(query),
      headers: signedHeaders(received, scope),
      body,
    },
    { signingDate: at, signableHeaders: new Set(scope.signedHeaders) },
  );
  return headers.authorization?.slice(-scope.signature.length) ?? "";
}

/** Signing keys, derived once for each secret and scope. */
const signingKeys = new WeakMap<Secret, { of: string; key: Promise<KeyObject> }>();

function signingKey({ date, region, service }: CredentialScope, secret: Secret): Promise<KeyObject> {
  const of = `${date}/${region}/${service}`;
  const known = signingKeys.get(secret);
  if (known?.of === of) return known.key;
  const key = getSigningKey(Sha256, secret, date, region, service).then((bytes) => createSecretKey(bytes));
  signingKeys.set(secret, { of, key });
  return key;
}

function signedHeaders({ headers }: Received, scope: CredentialScope): Record<string, string> {
  const signed: Record<string, string> = {};
  for (const name of scope.signedHeaders) {
    const value = headers[name];
    if (value === undefined) throw mismatch();
    signed[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return signed;
}

/** Whether the hash header matches the body; the signature covers only the header. */
function carriesBodyHash({ headers, body }: Received): boolean {
  const claimed = headers["x-amz-content-sha256"];
  return claimed === undefined || claimed === createHash("sha256").update(body).digest("hex");
}

function signingTime({ headers }: Received, scope: CredentialScope): Date {
  const raw = String(headers["x-amz-date"] ?? "");
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

/** Creates a KeyObject once, because Node inspects a plain key at every use. */
function keyOf(secret: string | ArrayBuffer | ArrayBufferView | KeyObject): KeyObject {
  if (secret instanceof KeyObject) return secret;
  if (typeof secret === "string") return createSecretKey(secret, "utf8");
  return createSecretKey(secret as NodeJS.ArrayBufferView);
}

/** Node's SHA-256 with the signer's interface. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView | KeyObject) {
    this.#hash = secret ? createHmac("sha256", keyOf(secret)) : createHash("sha256");
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

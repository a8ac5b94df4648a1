import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Keys } from "./endpoint.ts";

type SignedRequest = {
  service: string;
  region: string;
  keys: Keys;
  method: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
};

/** Sends a signed request to a service without an SDK here. */
export async function signedFetch(url: string, asked: SignedRequest): Promise<Response> {
  const { service, region, keys, method, path = "/", query = {}, headers = {}, body = "" } = asked;
  const { host } = new URL(url);
  const signer = new SignatureV4({
    credentials: keys,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
  });
  const signed = await signer.sign({
    method,
    protocol: "http:",
    hostname: host,
    path,
    query,
    headers: { host, "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"), ...headers },
    body,
  });
  const text = new URLSearchParams(query).toString();
  const carries = method === "GET" || method === "HEAD" ? {} : { body };
  return fetch(`${url}${path}${text && `?${text}`}`, {
    method,
    headers: signed.headers,
    redirect: "manual",
    ...carries,
  });
}

type JsonCall = Pick<SignedRequest, "service" | "region" | "keys"> & { target: string; input: object };

/**
 * Calls a JSON service.
 * @returns its answer, or the error in `__type`
 */
export async function jsonCall<T extends object>(
  url: string,
  { target, input, ...rest }: JsonCall,
): Promise<{ status: number; body: T & { __type?: string } }> {
  const answer = await signedFetch(url, {
    ...rest,
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
    body: JSON.stringify(input),
  });
  return { status: answer.status, body: (await answer.json()) as T & { __type?: string } };
}

class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", secret as string | NodeJS.ArrayBufferView);
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

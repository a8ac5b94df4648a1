import { createHash, createHmac, createSecretKey, KeyObject } from "node:crypto";

/** Node's own SHA-256 behind the interface the signer wants. A key made ahead spares Node a slow look at what it is. */
export class Sha256 {
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
    throw new Error("A hash is used once");
  }
}

function keyOf(secret: string | ArrayBuffer | ArrayBufferView | KeyObject): KeyObject {
  if (secret instanceof KeyObject) return secret;
  if (typeof secret === "string") return createSecretKey(secret, "utf8");
  return createSecretKey(secret as NodeJS.ArrayBufferView);
}

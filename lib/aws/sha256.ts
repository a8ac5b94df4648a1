import { createHash, createHmac, createSecretKey } from "node:crypto";

/** Node's own SHA-256 behind the interface the signer wants. A key made ahead spares Node a slow look at what it is. */
export class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
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

const keyOf = (secret: string | ArrayBuffer | ArrayBufferView) =>
  typeof secret === "string"
    ? createSecretKey(secret, "utf8")
    : createSecretKey(secret as NodeJS.ArrayBufferView);

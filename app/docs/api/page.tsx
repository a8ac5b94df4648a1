import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { PlainBar } from "#components/frame/plain-bar.tsx";
import { ApiReference } from "./api-reference.tsx";
import "./api-reference.css";

export const metadata: Metadata = { title: "API" };

/** The API reference, served by the application itself. */
export default async function ApiPage() {
  // Rendered for each request: its scripts carry the request's nonce.
  await connection();
  return (
    <>
      <PlainBar />
      <div className="api-reference">
        <h1>Rolecall API</h1>
        <p>
          Call it with an API token, <code>Authorization: Bearer rc_…</code>. The document itself is at{" "}
          <Link href="/api/v1/openapi.json" prefetch={false} target="_blank">
            /api/v1/openapi.json
          </Link>
          .
        </p>
        <ApiReference documentUrl="/api/v1/openapi.json" />
      </div>
    </>
  );
}

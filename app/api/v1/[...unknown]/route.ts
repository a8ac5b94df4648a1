import { unknownRoute } from "#lib/http/unknown-route.ts";

// What is not a route of the API is told so as a problem document, not as a page.
export const GET = unknownRoute;
export const POST = unknownRoute;
export const PUT = unknownRoute;
export const PATCH = unknownRoute;
export const DELETE = unknownRoute;

// What is no route of the API is told so as a problem document, not as a page.
export * from "#lib/http/other-methods.ts";

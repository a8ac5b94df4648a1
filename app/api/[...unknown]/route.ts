// Unknown API paths get a problem document, not a page.
export * from "#lib/http/other-methods.ts";

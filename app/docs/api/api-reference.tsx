"use client";
import { useEffect, useRef } from "react";

declare global {
  var SwaggerUIBundle: (options: Record<string, unknown> & { domNode: HTMLElement }) => unknown;
}

const ASSETS = "/docs/api/assets";

/** Swagger UI, loaded on this page only. The document is fixed: none can be given in the URL. */
export function ApiReference({ documentUrl }: { documentUrl: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const styles = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: `${ASSETS}/swagger-ui.css`,
    });
    const script = Object.assign(document.createElement("script"), { src: `${ASSETS}/swagger-ui-bundle.js` });
    script.addEventListener("load", () => {
      if (place.current) show(place.current, documentUrl);
    });
    // Before our own styles, which take precedence.
    document.head.prepend(styles, script);
    return () => {
      styles.remove();
      script.remove();
    };
  }, [documentUrl]);
  return <div ref={place} />;
}

function show(domNode: HTMLElement, url: string) {
  globalThis.SwaggerUIBundle({
    url,
    domNode,
    queryConfigEnabled: false,
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    persistAuthorization: false,
  });
}

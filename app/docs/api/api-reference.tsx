"use client";
import { useEffect, useRef } from "react";

/** Swagger UI, loaded on this page only. Its document is ours alone: none can be given in the address. */
export function ApiReference({ documentUrl }: { documentUrl: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isShown = true;
    void import("swagger-ui-dist/swagger-ui-es-bundle.js").then(({ default: SwaggerUi }) => {
      if (!isShown || !place.current) return;
      SwaggerUi({
        url: documentUrl,
        domNode: place.current,
        queryConfigEnabled: false,
        validatorUrl: null,
        docExpansion: "list",
        defaultModelsExpandDepth: 0,
        persistAuthorization: false,
      });
    });
    return () => {
      isShown = false;
    };
  }, [documentUrl]);
  return <div ref={place} />;
}

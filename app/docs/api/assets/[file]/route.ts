import { swaggerUiFile } from "#lib/http/swagger-ui-file.ts";

export const GET = swaggerUiFile;

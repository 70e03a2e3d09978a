/** The media type of OpenAPI documents. */
export const openApiMediaType = "application/vnd.oai.openapi+json;version=3.0";

/** Which media types count as binary, and base64 that is nothing else. */

/**
 * Whether a media type is one of the API's binary ones: letter by letter, or any with `*` + `/*` in the list
 * (Amazon API Gateway developer guide, "Binary media types for REST APIs in API Gateway"; that other wildcards match
 * nothing is recorded on real API Gateway).
 */
export function isBinary(mediaType: string, binaryMediaTypes: readonly string[]): boolean {
  return binaryMediaTypes.some((type) => type === "*/*" || type.toLowerCase() === mediaType);
}

/** The bytes, or `undefined` when the text is not base64 from end to end. */
export function decodeBase64(text: string): Buffer | undefined {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? Buffer.from(text, "base64")
    : undefined;
}

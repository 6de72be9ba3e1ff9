/** Set by our HTTP layer alone, which overwrites whatever a client sends under this name. */
export const CLIENT_ADDRESS_HEADER = "X-Client-Address";

/** Where a request comes from, to count how many codes one place asks for; "" when the HTTP layer does not say. */
export function sourceOf(request: Request): string {
  return request.headers.get(CLIENT_ADDRESS_HEADER) ?? "";
}

/** Set by our HTTP layer alone, which overwrites whatever a client sends under this name. */
const CLIENT_ADDRESS_HEADER = "X-Client-Address";

/** Where a request comes from, to count the codes that one place asks for; "" when the HTTP layer is silent. */
export function sourceOf(request: Request): string {
  return request.headers.get(CLIENT_ADDRESS_HEADER) ?? "";
}

import "@remix-run/node";
import type { Deps } from "~/services/deps";

declare module "@remix-run/node" {
  // An interface, because only interfaces merge with the one that Remix declares.
  interface AppLoadContext {
    deps: Deps;
    cspNonce: string;
    /** Stands in the log line and on the page of an unexpected fault. */
    requestReference?: string;
    /** A sentence about this copy of the service, such as that it is a demonstration. */
    environmentNote?: string | null;
  }
}

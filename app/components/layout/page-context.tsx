import { createContext, useContext } from "react";

/** What a page needs to know about the request that made it. In the browser there was none. */
export type PageContext = { cspNonce: string | undefined; requestReference: string | undefined };

const Context = createContext<PageContext>({ cspNonce: undefined, requestReference: undefined });

export const PageContextProvider = Context.Provider;

export function usePageContext(): PageContext {
  return useContext(Context);
}

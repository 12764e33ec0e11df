import { createContext, useContext } from "react";

/** The content-security nonce of the response being rendered; empty in the browser, which hides it from scripts. */
const NonceContext = createContext<string | undefined>(undefined);

export const NonceProvider = NonceContext.Provider;

export function useNonce(): string | undefined {
  return useContext(NonceContext);
}

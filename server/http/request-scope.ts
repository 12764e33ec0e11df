import { AsyncLocalStorage } from "node:async_hooks";

interface RequestScope {
  isRefused: boolean;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/**
 * Answers one request in a scope of its own, so that the page that is shown for a form knows what became of the form.
 *
 * @param work answers the request
 */
export function inRequestScope<T>(work: () => T): T {
  return scopes.run({ isRefused: false }, work);
}

/** Remembers, until the response is made, that this request's form was refused. */
export function noteRefused(): void {
  const scope = scopes.getStore();
  if (scope) scope.isRefused = true;
}

/** Whether the page answers a form that was refused. Its title says so, for those who hear the title first. */
export function wasRefused(): boolean {
  return scopes.getStore()?.isRefused ?? false;
}

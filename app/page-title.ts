import type { LoaderFunction, MetaDescriptor, MetaFunction, SerializeFrom } from "@remix-run/node";
import { isRouteErrorResponse } from "@remix-run/react";
import type { loader as rootLoader } from "./root";

export const productName = "Pop-up Parish";

/** For pages that a search engine should leave out. */
export const notToBeIndexed: MetaDescriptor = { name: "robots", content: "noindex" };

const refusals: Record<number, string> = {
  401: "Sign in first",
  403: "You cannot do this",
  404: "Page not found",
  405: "This page takes no forms",
  409: "This cannot be done now",
  422: "Something is not right",
  429: "Too many tries",
  503: "Very busy just now",
};

/** The heading of a page that is shown instead of the one asked for. */
export function refusalHeading(error: unknown): string {
  return (isRouteErrorResponse(error) && refusals[error.status]) || "Something went wrong";
}

/**
 * What a page says of itself: its title in the browser's tab, with "Error:" before it while its form has mistakes.
 *
 * @param title in words, or made from what the page has loaded; undefined data means that it could not be loaded
 * @param others such as a description for search engines
 */
export function titled<Loader extends LoaderFunction>(
  title: string | ((data: SerializeFrom<Loader> | undefined) => string),
  others: (data: SerializeFrom<Loader> | undefined) => MetaDescriptor[] = () => [],
): MetaFunction<Loader, { root: typeof rootLoader }> {
  return ({ data, error, matches }) => {
    const words = error ? refusalHeading(error) : typeof title === "string" ? title : title(data);
    const shell = matches.find(({ id }) => id === "root")?.data;
    const mark = !error && shell && "hasErrors" in shell && shell.hasErrors ? "Error: " : "";
    return [{ title: `${mark}${words} – ${productName}` }, ...others(data)];
  };
}

import headingFont from "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { wasRefused } from "#server/http/request-scope";
import { SectionLinks } from "./components/act/section-links";
import { Footer } from "./components/page-shell/footer";
import { Main } from "./components/page-shell/main";
import { Masthead, type MastheadPlace } from "./components/page-shell/masthead";
import { SimulationStrip } from "./components/page-shell/simulation-strip";
import { SkipLink } from "./components/page-shell/skip-link";
import type { SectionId } from "./domain/act/ruling";
import { useNonce } from "./hooks/nonce";
import { productName, refusalHeading } from "./page-title";
import styles from "./styles/main.scss?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: headingFont, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [
  { title: productName },
  { name: "description", content: "Run part of your own neighbourhood's services, by live vote, until a set day." },
];

export function loader({ context }: LoaderFunctionArgs) {
  const { actor, app } = context;
  return {
    account: actor.personId ? { name: actor.name } : null,
    isSimulated: app.env.isSimulated,
    hasErrors: wasRefused(),
  };
}

function placeOf(pathname: string): MastheadPlace | undefined {
  const first = pathname.split("/")[1];
  if (first === "parishes" || first === "votes" || first === "act" || first === "councils") return first;
  return first === "account" || first === "sign-in" ? "account" : undefined;
}

export function Layout({ children }: { children: ReactNode }) {
  const shell = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  const { pathname } = useLocation();
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#16332e" />
        <Meta />
        <Links />
      </head>
      <body className="govuk-template__body">
        <SkipLink />
        <Masthead account={shell?.account ?? null} current={placeOf(pathname)} />
        <SimulationStrip />
        {children}
        <Footer isSimulated={shell?.isSimulated ?? false} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

interface RefusedData {
  message?: string;
  section?: SectionId;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname } = useLocation();
  if (isRouteErrorResponse(error)) {
    const refusal: RefusedData = typeof error.data === "object" && error.data !== null ? error.data : {};
    return (
      <Main>
        <h1 className="govuk-heading-l">{refusalHeading(error)}</h1>
        <p className="govuk-body">
          {refusal.message ??
            (error.status === 404
              ? "Nothing is kept at this address. If you typed it, check that it is right."
              : "Nothing was changed. Go back and try again.")}
        </p>
        {refusal.section && (
          <p className="govuk-body">
            <SectionLinks sections={[refusal.section]} />
          </p>
        )}
        <p className="govuk-body">
          {error.status === 401 ? (
            <a href={`/sign-in?to=${encodeURIComponent(pathname)}`}>Sign in</a>
          ) : (
            <a href="/">Go to the front page</a>
          )}
        </p>
      </Main>
    );
  }
  return (
    <Main>
      <h1 className="govuk-heading-l">Something went wrong</h1>
      <p className="govuk-body">
        The page could not be made. What you sent may not have been saved. Try again in a moment, or go back to{" "}
        <a href="/">the front page</a>.
      </p>
    </Main>
  );
}

import { json, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { findViewer } from "~/auth/viewer.server";
import { FaultPage, faultTitle } from "~/components/layout/fault-page";
import { usePageContext } from "~/components/layout/page-context";
import { readPageHandle } from "~/components/layout/page-handle";
import { SiteFooter } from "~/components/layout/site-footer";
import { SiteHeader } from "~/components/layout/site-header";
import { NotificationBanner } from "~/components/ui/notification-banner";
import { programme } from "~/config/programme";
import { takeFlash } from "~/lib/flash.server";
import stylesheetUrl from "~/styles/app.scss?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheetUrl },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => [
  {
    title: error
      ? `${faultTitle(statusOf(error))} - ${programme.serviceName}`
      : programme.serviceName,
  },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(request, context.deps);
  const { flash, headers } = await takeFlash(request);
  return json(
    {
      viewer: viewer ? { name: viewer.name, roles: viewer.roles } : null,
      flash,
      environmentNote: context.environmentNote ?? null,
    },
    { headers },
  );
}

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const { pathname } = useLocation();
  const { cspNonce } = usePageContext();
  const failed = Boolean(useRouteError());
  const handles = useMatches().map((match) => readPageHandle(match.handle));
  const wide = !failed && handles.some((handle) => handle.wide);
  const scripts = !failed && handles.some((handle) => handle.scripts);
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#14284b" />
        <Meta />
        <Links />
        {scripts ? null : <PageScript />}
      </head>
      <body className="govuk-template__body">
        <a href="#main-content" className="govuk-skip-link">
          Skip to main content
        </a>
        <SiteHeader
          serviceName={programme.serviceName}
          viewer={data?.viewer ?? null}
          pathname={pathname}
          environment={data?.environmentNote ?? null}
          wide={wide}
        />
        <div className="app-page">
          <div className={wide ? "govuk-width-container app-width--wide" : "govuk-width-container"}>
            <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
              {data?.flash ? (
                <NotificationBanner kind={data.flash.kind}>{data.flash.message}</NotificationBanner>
              ) : null}
              {children}
            </main>
          </div>
        </div>
        <SiteFooter forceName={programme.forceName} wide={wide} />
        {scripts ? (
          <>
            <ScrollRestoration nonce={cspNonce} />
            <Scripts nonce={cspNonce} />
          </>
        ) : null}
      </body>
    </html>
  );
}

/** What a page without React loads. In development also Vite's client, which reloads it after a change. */
function PageScript() {
  const url = import.meta.env.PAGE_SCRIPT_URL;
  return (
    <>
      {url ? <script type="module" src={url} /> : null}
      {import.meta.env.DEV && url ? <script type="module" src="/@vite/client" /> : null}
    </>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestReference } = usePageContext();
  return <FaultPage status={statusOf(error)} message={messageOf(error)} reference={requestReference} />;
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

/** Only sentences that our own routes threw; Remix words its faults for developers ("Error: ..."). */
function messageOf(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error) || error.status >= 500 || typeof error.data !== "string") return undefined;
  const text = error.data.trim();
  return text === "" || text.startsWith("Error:") ? undefined : text;
}

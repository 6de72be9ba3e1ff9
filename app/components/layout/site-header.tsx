import { isCurrent, navigationFor } from "~/components/layout/navigation";
import { paths } from "~/config/paths";
import type { Role } from "~/domain/roles";

type Props = {
  serviceName: string;
  viewer: { name: string; roles: readonly Role[] } | null;
  pathname: string;
  /** A sentence about this copy of the service, such as that it is a demonstration. */
  environment: string | null;
  wide: boolean;
};

export function SiteHeader({ serviceName, viewer, pathname, environment, wide }: Props) {
  const width = wide ? "govuk-width-container app-width--wide" : "govuk-width-container";
  return (
    <header>
      {environment ? (
        <div className="app-strip">
          <div className={width}>
            <p>{environment}</p>
          </div>
        </div>
      ) : null}
      <div className="govuk-generic-header">
        <div className={`govuk-generic-header__container ${width}`}>
          <div className="govuk-generic-header__logo">
            <a href={paths.home()} className="govuk-generic-header__homepage-link">
              {serviceName}
            </a>
          </div>
        </div>
      </div>
      <div className="govuk-service-navigation">
        <div className={`${width} govuk-service-navigation__inlining-container`}>
          <div className="govuk-service-navigation__container">
            <nav aria-label="Menu" className="govuk-service-navigation__wrapper">
              <button
                type="button"
                className="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                aria-controls="navigation"
                aria-hidden="true"
                hidden
              >
                Menu
              </button>
              <ul className="govuk-service-navigation__list" id="navigation">
                {navigationFor(viewer?.roles ?? null).map((item) => (
                  <NavigationLink key={item.href} {...item} current={isCurrent(item.href, pathname)} />
                ))}
              </ul>
            </nav>
          </div>
          <div className="app-navigation-end">
            {viewer ? (
              <>
                <a className="govuk-link" href={paths.account()}>
                  {viewer.name || "Your account"}
                </a>
                <form method="post" action={paths.signOut()}>
                  <button type="submit" className="app-button-link">
                    Sign out
                  </button>
                </form>
              </>
            ) : (
              <a className="govuk-link" href={paths.signIn()}>
                Sign in
              </a>
            )}
          </div>
        </div>
      </div>
    </header>
  );
}

function NavigationLink({ href, text, current }: { href: string; text: string; current: boolean }) {
  const active = current ? " govuk-service-navigation__item--active" : "";
  return (
    <li className={`govuk-service-navigation__item${active}`}>
      <a className="govuk-service-navigation__link" href={href} aria-current={current ? "true" : undefined}>
        {current ? <strong className="govuk-service-navigation__active-fallback">{text}</strong> : text}
      </a>
    </li>
  );
}

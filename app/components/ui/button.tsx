import type { ReactNode } from "react";

type Look = "primary" | "secondary" | "warning";

type ButtonProps = {
  children: ReactNode;
  look?: Look;
  name?: string;
  value?: string;
  id?: string;
  /** The form that it belongs to when it stands outside. */
  form?: string;
  /** Off only where two quick clicks are two intents, such as "add another". */
  preventDoubleClick?: boolean;
};

export function Button({ children, look = "primary", preventDoubleClick = true, ...rest }: ButtonProps) {
  return (
    <button
      type="submit"
      className={classNameOf(look)}
      data-prevent-double-click={preventDoubleClick ? "true" : undefined}
      {...rest}
    >
      {children}
    </button>
  );
}

type ButtonLinkProps = {
  href: string;
  children: ReactNode;
  look?: Look;
  start?: boolean;
  download?: boolean;
};

/** A link that looks like a button, for going somewhere; it stays a link for screen readers. */
export function ButtonLink({ href, children, look = "primary", start = false, download }: ButtonLinkProps) {
  return (
    <a
      href={href}
      draggable={false}
      download={download}
      className={start ? `${classNameOf(look)} govuk-button--start` : classNameOf(look)}
    >
      {children}
      {start ? (
        <svg
          className="govuk-button__start-icon"
          xmlns="http://www.w3.org/2000/svg"
          width="17.5"
          height="19"
          viewBox="0 0 33 40"
          aria-hidden="true"
          focusable="false"
        >
          <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
        </svg>
      ) : null}
    </a>
  );
}

function classNameOf(look: Look): string {
  return look === "primary" ? "govuk-button" : `govuk-button govuk-button--${look}`;
}

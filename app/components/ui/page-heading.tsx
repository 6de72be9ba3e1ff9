import type { ReactNode } from "react";

type Props = { children: ReactNode; caption?: string; size?: "xl" | "l" | "m"; id?: string };

/** The page's one h1, with an optional caption above it that says which part of the service this is. */
export function PageHeading({ children, caption, size = "l", id }: Props) {
  return (
    <>
      {caption ? <span className={`govuk-caption-${size}`}>{caption}</span> : null}
      <h1 className={`govuk-heading-${size}`} id={id}>
        {children}
      </h1>
    </>
  );
}

import { type ReactNode, useId } from "react";

type Props = { children: ReactNode; kind?: "success" | "notice"; title?: string };

/** Success is announced and takes the focus; a notice is read in its place. */
export function NotificationBanner({ children, kind = "notice", title }: Props) {
  const titleId = useId();
  const success = kind === "success";
  return (
    <div
      className={
        success ? "govuk-notification-banner govuk-notification-banner--success" : "govuk-notification-banner"
      }
      role={success ? "alert" : "region"}
      aria-labelledby={titleId}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={titleId}>
          {title ?? (success ? "Done" : "Please note")}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        {typeof children === "string" ? (
          <p className="govuk-notification-banner__heading">{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  );
}

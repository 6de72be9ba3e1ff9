import type { ReactNode } from "react";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";

type Props = { back?: string; errors?: Readonly<Record<string, string>>; children: ReactNode };

/** The frame of every page of the request form. */
export function StepPage({ back, errors, children }: Props) {
  return (
    <>
      {back ? <BackLink href={back} /> : null}
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <ErrorSummary errors={errors} />
          {children}
        </div>
      </div>
    </>
  );
}

export const FORM_CAPTION = "Ask for a session";

import type { ReactNode } from "react";

type Props = { id: string; error?: string; hint?: ReactNode; before?: ReactNode; children: ReactNode };

/** Hint and error stand before the input, in that order, and are named by `describedBy` with the same id. */
export function FormGroup({ id, error, hint, before, children }: Props) {
  return (
    <div className={error ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}>
      {before}
      <HintAndError id={id} error={error} hint={hint} />
      {children}
    </div>
  );
}

export function HintAndError({ id, error, hint }: { id: string; error?: string; hint?: ReactNode }) {
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} className="govuk-hint">
          {hint}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> {error}
        </p>
      ) : null}
    </>
  );
}

export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
}

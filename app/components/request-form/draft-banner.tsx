import { InsetText } from "~/components/ui/inset-text";
import { paths } from "~/config/paths";
import type { DraftPurpose } from "~/domain/request-draft";

type Props = { purpose: DraftPurpose; reference: string | null };

/** Above each page of the form, so that nobody fills it in for something else than they think. */
export function DraftBanner({ purpose, reference }: Props) {
  switch (purpose) {
    case "new":
    case "again":
      return null;
    case "change":
      return reference === null ? null : (
        <InsetText>
          You are changing what you asked for in{" "}
          <a className="govuk-link" href={paths.booking(reference)}>
            {reference}
          </a>
          . Nothing changes before you send it.
        </InsetText>
      );
    case "for_school":
      return (
        <InsetText>
          <strong>You are entering this for a school.</strong> Where a page says “you”, it means the person at the school.
          Their request goes to the inbox without a code.
        </InsetText>
      );
  }
}

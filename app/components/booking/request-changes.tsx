import { Lines } from "~/components/request-form/lines";
import { InsetText } from "~/components/ui/inset-text";
import { SummaryList } from "~/components/ui/summary-list";
import type { ChangedPart } from "~/domain/draft-from-request";
import { yearGroupLabel } from "~/domain/groups";
import { describeAskedGroup, type DraftAnswers } from "~/domain/request-draft";
import { describeNever } from "~/domain/never-days";
import { describeWish } from "~/domain/wishes";

type Props = {
  parts: readonly ChangedPart[];
  before: DraftAnswers;
  formatNames: Readonly<Record<string, string>>;
  /** Somebody changed the request, or the team worked on it, since these changes were begun. */
  isStale: boolean;
  /** Told of an incident before: the contact cannot take that back here. */
  staysSensitive: boolean;
  teamPhone: string;
};

/** What sending would change, with how it stands until then. */
export function RequestChanges({ parts, before, formatNames, isStale, staysSensitive, teamPhone }: Props) {
  return (
    <>
      {isStale ? (
        <InsetText>
          The request has changed since you began. Below is how it stands now, and what your answers would make of it.
        </InsetText>
      ) : null}
      <h2 className="govuk-heading-m">What you are changing</h2>
      {parts.length === 0 ? (
        <p className="govuk-body">Nothing yet. Change an answer below, then send it.</p>
      ) : (
        <SummaryList
          rows={parts.map((part) => ({
            key: PART_LABELS[part],
            value: (
              <>
                <span className="govuk-hint">Until now</span>
                <Lines lines={standsAs(part, before, formatNames)} />
              </>
            ),
          }))}
        />
      )}
      {parts.includes("incident") ? (
        <p className="govuk-body">
          Please also ring {teamPhone} and ask for the knife crime awareness team. If someone is in danger now, call 999.
        </p>
      ) : null}
      {staysSensitive ? (
        <p className="govuk-body">
          You have told us that something has happened. To take that back, ring {teamPhone}: it cannot be changed here.
        </p>
      ) : null}
    </>
  );
}

const PART_LABELS: Readonly<Record<ChangedPart, string>> = {
  students: "Session and students",
  rolls: "Whole year groups",
  wishes: "When",
  practicalities: "On the day",
  incident: "Because of something that has happened",
  details: "Contacts",
};

function standsAs(part: ChangedPart, before: DraftAnswers, formatNames: Props["formatNames"]): string[] {
  const { students, rolls = [], wishes = [], never = [], practicalities, details } = before;
  switch (part) {
    case "students":
      return students
        ? [formatNames[students.formatId] ?? "No longer offered", ...students.groups.map(describeAskedGroup)]
        : [];
    case "rolls":
      return rolls.map(({ yearGroup, roll }) => `${yearGroupLabel(yearGroup)}: ${roll ?? "not known"}`);
    case "wishes":
      return [...wishes.map(describeWish), ...never.map(describeNever)];
    case "practicalities": {
      const texts = practicalities
        ? [practicalities.roomDetails, practicalities.arrivalDetails, practicalities.needsDetails, practicalities.noteFromSchool]
        : [];
      const said = texts.filter((text) => text !== "");
      return said.length > 0 ? said : ["Nothing"];
    }
    case "incident":
      return ["No"];
    case "details":
      return details
        ? [
            [details.name, details.jobTitle, details.phone].filter((text) => text !== "").join(", "),
            details.second ? `${details.second.name}, ${details.second.email}` : "No second contact",
          ]
        : [];
  }
}

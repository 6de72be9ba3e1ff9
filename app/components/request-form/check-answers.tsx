import type { ReactNode } from "react";
import { Lines } from "~/components/request-form/lines";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import { stepPath } from "~/config/request-paths";
import { describePeriod } from "~/domain/bell-times";
import { describeNever } from "~/domain/never-days";
import { yearGroupLabel } from "~/domain/groups";
import { describeAskedGroup, type CompleteAnswers, type DraftPurpose, type RequestStep } from "~/domain/request-draft";
import { describeWish } from "~/domain/wishes";

type Props = {
  answers: CompleteAnswers;
  formatName: string;
  /** Sessions, presenters and hours; null where the kind of session is no longer offered. */
  workload: string | null;
  /** Of which the session will be a part; null where it was not asked for on a campaign's page. */
  campaignName: string | null;
  /** Signed in with the same address: nothing is left to prove. */
  isProven: boolean;
  purpose: DraftPurpose;
  /** Sent along with the answers: which draft it is, and what it was compared with. */
  hidden: Readonly<Record<string, string>>;
  /** Between the heading and the answers. */
  children?: ReactNode;
};

export function CheckAnswers({ answers, formatName, workload, campaignName, isProven, purpose, hidden, children }: Props) {
  const { school, students, rolls, wishes, never, bellTimes, practicalities, details } = answers;
  const row = (key: string, value: SummaryRow["value"], step: RequestStep): SummaryRow => ({
    key,
    value,
    // Another school is another request.
    change: purpose === "change" && step === "school" ? undefined : { href: stepPath(step), about: key.toLowerCase() },
  });
  const knownRolls = rolls.flatMap(({ yearGroup, roll }) =>
    roll === null ? [] : [`${yearGroupLabel(yearGroup)}: ${roll}`],
  );
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>
        {purpose === "change" ? "Check your changes" : "Check your answers"}
      </PageHeading>
      {children}
      <h2 className="govuk-heading-m">The session</h2>
      <SummaryList
        rows={[
          ...(campaignName === null ? [] : [{ key: "Part of the campaign", value: campaignName }]),
          row("School or setting", <Lines lines={[school.name, `${school.town} ${school.postcode}`.trim()]} />, "school"),
          row("Kind of session", formatName, "format"),
          row("Students", <Lines lines={students.groups.map(describeAskedGroup)} />, "students"),
          ...(workload === null ? [] : [{ key: "What that means", value: workload }]),
          ...(rolls.length > 0
            ? [row("Whole year groups", <Lines lines={knownRolls.length > 0 ? knownRolls : ["Not known"]} />, "rolls")]
            : []),
          row("When", <Lines lines={wishes.map(describeWish)} numbered={wishes.length > 1} />, "dates"),
          row("Days that never work", said(never.map(describeNever).join("\n"), "None named"), "dates"),
          ...(bellTimes.length > 0
            ? [row("Your periods", <Lines lines={bellTimes.map(describePeriod)} />, "dates")]
            : []),
        ]}
      />
      <h2 className="govuk-heading-m">On the day</h2>
      <SummaryList
        rows={[
          row("Room and equipment", said(practicalities.roomDetails), "practicalities"),
          row("Arriving and parking", said(practicalities.arrivalDetails), "practicalities"),
          row("Needs of the students", said(practicalities.needsDetails), "practicalities"),
          row("Anything else", said(practicalities.noteFromSchool), "practicalities"),
          row("Because of something that has happened", practicalities.afterIncident ? "Yes" : "No", "practicalities"),
        ]}
      />
      <h2 className="govuk-heading-m">Your details</h2>
      <SummaryList
        rows={[
          row("Your name", <Lines lines={[details.name, details.jobTitle]} />, "details"),
          row("Email address", details.email, "details"),
          row("Phone number", details.phone, "details"),
          row(
            "Second contact",
            details.second ? <Lines lines={[details.second.name, details.second.email]} /> : "None",
            "details",
          ),
        ]}
      />
      <Form>
        {Object.entries(hidden).map(([name, hiddenValue]) => (
          <input key={name} type="hidden" name={name} value={hiddenValue} />
        ))}
        {isProven || purpose === "change" || purpose === "for_school" ? null : (
          <p className="govuk-body">
            Next we send a code to <strong>{details.email}</strong>, to make sure that the request is yours.
          </p>
        )}
        <Button>{sendLabel(purpose, isProven)}</Button>
      </Form>
      <Form action={paths.request.discard()}>
        <button type="submit" name="intent" value="discard" className="app-button-link">
          {discardLabel(purpose)}
        </button>
      </Form>
    </>
  );
}

function sendLabel(purpose: DraftPurpose, isProven: boolean): string {
  if (purpose === "change") return "Send your changes";
  if (purpose === "for_school") return "Send the request to the inbox";
  return isProven ? "Send your request" : "Continue";
}

function discardLabel(purpose: DraftPurpose): string {
  if (purpose === "change") return "Leave the request as it is";
  return purpose === "for_school" ? "Stop, and keep nothing of it" : "Start again with an empty form";
}

function said(text: string, nothing = "Nothing yet"): SummaryRow["value"] {
  return text === "" ? nothing : <Lines lines={text.split(/\r?\n/)} />;
}

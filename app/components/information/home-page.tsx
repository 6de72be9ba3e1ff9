import { DataTable } from "~/components/ui/data-table";
import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { programme } from "~/config/programme";
import type { Outlook } from "~/domain/usual-wait";
import type { HelpLine, Wording } from "~/domain/wording";
import { formatShortDay } from "~/lib/london-time";

type Props = {
  wording: Wording;
  /** Within which we promise an answer. */
  answerWorkingDays: number;
  /** Null while it cannot be told. */
  outlook: Outlook | null;
};

export function HomePage({ wording, answerWorkingDays, outlook }: Props) {
  const steps = [
    {
      title: "You ask",
      text: "Tell us your school, the students and a few dates that suit you. It takes about five minutes and you need no account.",
    },
    {
      title: "We answer",
      text: `Within ${answerWorkingDays} working days we confirm one of your dates or get back to you about others. The session arrives in your calendar.`,
    },
    {
      title: "We visit",
      text: "Officers come to you and talk with your students. A member of your staff stays in the room throughout.",
    },
    {
      title: "You follow up",
      text: "We leave you with material for a follow-up lesson and for parents and carers.",
    },
  ];
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading size="xl">Ask for a knife crime awareness session</PageHeading>
        <p className="govuk-body-l">
          {programme.forceName} officers visit schools and youth settings in {wording.area} to{" "}
          {wording.purpose}.
        </p>
        <ButtonLink href={paths.request.start()} start>
          Start now
        </ButtonLink>
        <p className="govuk-body">
          Already asked?{" "}
          <a className="govuk-link" href={paths.bookings()}>
            See your bookings
          </a>
          .
        </p>

        <h2 className="govuk-heading-m">What a session covers</h2>
        <ul className="govuk-list govuk-list--bullet">
          {wording.covered.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <p className="govuk-body">
          Before you ask, you can look at{" "}
          <a className="govuk-link" href={paths.materials()}>
            what students will see and hear
          </a>
          .
        </p>

        <h2 className="govuk-heading-m">Who it is for</h2>
        <p className="govuk-body">
          Schools of every kind, pupil referral units, colleges and youth settings. You can ask for an
          assembly, tutor time, a classroom workshop or a small group.
        </p>

        <h2 className="govuk-heading-m">How it works</h2>
        <ol className="app-steps">
          {steps.map((step) => (
            <li key={step.title}>
              <strong>{step.title}</strong>
              {step.text}
            </li>
          ))}
        </ol>

        {outlook ? <HowSoon {...outlook} /> : null}

        <h2 className="govuk-heading-m">Before you start</h2>
        <p className="govuk-body">It helps to know:</p>
        <ul className="govuk-list govuk-list--bullet">
          <li>which year groups, and roughly how many students</li>
          <li>two or three dates or times that would suit you</li>
          <li>who will meet the officers on the day</li>
        </ul>
        <p className="govuk-body">Please never enter names of students, on any page.</p>
      </div>
      <div className="govuk-grid-column-one-third">
        <aside className="app-aside" aria-labelledby="worried">
          <h2 className="govuk-heading-s" id="worried">
            Worried about someone now?
          </h2>
          <p className="govuk-body">
            If there is danger now, call <strong>{wording.emergency.phone}</strong>.
          </p>
          <ShortLines lines={wording.reporting} />
          <p className="govuk-body govuk-!-margin-bottom-1">For young people:</p>
          <ShortLines lines={wording.youngPeople} />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.help()}>
              All help and reporting lines
            </a>
          </p>
        </aside>
      </div>
    </div>
  );
}

function HowSoon({ usualWait, districts }: Outlook) {
  if (usualWait === null && districts.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">How soon we can come</h2>
      {usualWait === null ? null : (
        <p className="govuk-body">
          From asking to the visit it usually takes <strong>{usualWait}</strong>.
        </p>
      )}
      {districts.length === 0 ? null : (
        <DataTable
          caption="Next days with space for a class"
          captionSize="s"
          rows={districts}
          rowKey={({ name }) => name}
          compact
          columns={[
            { header: "District", cell: ({ name }) => name, rowHeader: true },
            { header: "Days", cell: ({ days }) => (days.length === 0 ? "None in the next weeks" : days.map(formatShortDay).join(", ")) },
          ]}
        />
      )}
    </>
  );
}

/** Names and numbers; what they are for stands on the page of all lines. */
function ShortLines({ lines }: { lines: readonly HelpLine[] }) {
  return (
    <ul className="govuk-list">
      {lines.map(({ name, phone }) => (
        <li key={name}>
          {name}
          {phone === "" ? null : (
            <>
              : <span className="app-reference">{phone}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

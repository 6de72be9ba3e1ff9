import { BookingTag } from "~/components/booking/booking-tag";
import { BookedVisit, type BookedVisitProps } from "~/components/booking/booked-visit";
import { Lines } from "~/components/request-form/lines";
import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import { isClosedRequest, isWaitingForTeam, type BookingRequestStatus } from "~/domain/booking-request";
import type { Group } from "~/domain/groups";
import { describeAskedGroup } from "~/domain/request-draft";
import { REMOVED } from "~/domain/retention";
import { describeWish, type Wish } from "~/domain/wishes";
import { formatDay, formatInstant, type Day } from "~/lib/london-time";

export type BookingPageProps = {
  reference: string;
  status: BookingRequestStatus;
  changedAt: string | null;
  answerByOn: Day | null;
  /** Null for a setting that is not in the register. */
  schoolId: string | null;
  schoolName: string;
  address: string;
  formatName: string;
  groups: readonly Group[];
  wishes: readonly Wish[];
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  noteFromSchool: string;
  closingNote: string;
  reasons: readonly string[];
  isContact: boolean;
  contacts: readonly { rank: number; name: string; jobTitle: string; phone: string; email: string }[];
  visits: readonly BookedVisitProps["visit"][];
  teamEmail: string;
  teamPhone: string;
};

export function BookingPage(props: BookingPageProps) {
  const { reference, status, schoolName, visits, isContact, changedAt } = props;
  const booked = visits.filter((visit) => visit.status !== "cancelled");
  const cancelled = visits.filter((visit) => visit.status === "cancelled");
  return (
    <>
      <PageHeading caption={reference}>{schoolName}</PageHeading>
      <p className="govuk-body">
        <BookingTag status={status} />
      </p>
      <WhereItStands {...props} />
      {booked.map((visit) => (
        <BookedVisit key={visit.id} visit={visit} reference={reference} isContact={isContact} />
      ))}
      {cancelled.map((visit) => (
        <BookedVisit key={visit.id} visit={visit} reference={reference} isContact={isContact} />
      ))}
      <h2 className="govuk-heading-m">What you asked for</h2>
      {changedAt ? (
        <p className="govuk-body">You changed this on {formatInstant(new Date(changedAt))}.</p>
      ) : null}
      <AskedFor {...props} />
      {isContact ? <WhatYouCanDo {...props} /> : null}
    </>
  );
}

function WhatYouCanDo({ reference, status, contacts, schoolId }: BookingPageProps) {
  const hasSecond = contacts.some(({ rank }) => rank === 2);
  const links = [
    ...(isWaitingForTeam(status)
      ? [{ href: paths.changeBooking(reference), text: "Change what you asked for" }]
      : []),
    { href: paths.bookingMessages(reference), text: "Write to our team" },
    ...(isClosedRequest(status)
      ? []
      : [
          {
            href: paths.secondContact(reference),
            text: hasSecond ? "Change or remove the second contact" : "Add a second contact",
          },
          {
            href: paths.withdrawBooking(reference),
            text: status === "scheduled" ? "Cancel this booking" : "Withdraw this request",
          },
        ]),
    ...(schoolId === null
      ? []
      : [{ href: paths.bookingSchool(reference), text: "See all bookings of this school" }]),
  ];
  return (
    <section aria-labelledby="what-you-can-do" className="app-no-print">
      <h2 className="govuk-heading-m" id="what-you-can-do">
        What you can do
      </h2>
      {links.length > 0 ? (
        <ul className="govuk-list govuk-list--spaced">
          {links.map(({ href, text }) => (
            <li key={href}>
              <a className="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      <Form action={paths.askAgain(reference)}>
        <Button look="secondary">Book again with these answers</Button>
      </Form>
    </section>
  );
}

function WhereItStands(props: BookingPageProps) {
  const { status, answerByOn, reasons, closingNote, teamEmail, teamPhone } = props;
  switch (status) {
    case "unproven":
      return <p className="govuk-body">We have not got this request yet. Enter the code that we sent to you.</p>;
    case "awaiting_go_ahead":
    case "submitted":
      return (
        <>
          <p className="govuk-body">
            We are looking for presenters who are free.
            {answerByOn ? (
              <>
                {" "}
                We answer by <strong>{formatDay(answerByOn)}</strong>.
              </>
            ) : null}
          </p>
          <p className="govuk-body">
            When one of your dates works, we confirm it by mail, with an invitation for your calendar. When none does, we
            write to you to find another day.
          </p>
        </>
      );
    case "offered":
      return (
        <>
          <p className="govuk-body">None of your dates was free. We have sent you others to choose from.</p>
          {props.isContact ? <ButtonLink href={paths.bookingOffer(props.reference)}>Choose a date</ButtonLink> : null}
        </>
      );
    case "scheduled":
      return (
        <InsetText>
          {props.isContact && props.visits.some(({ status, isOver }) => status === "scheduled" && !isOver) ? (
            <>
              If the day no longer works,{" "}
              <a className="govuk-link" href={paths.anotherDate(props.reference)}>
                ask for another date
              </a>
              , or{" "}
            </>
          ) : (
            "To move this booking to another day, "
          )}
          write to{" "}
          <a className="govuk-link" href={`mailto:${teamEmail}`}>
            {teamEmail}
          </a>{" "}
          or ring {teamPhone}. Please give the reference.
        </InsetText>
      );
    case "completed":
      return (
        <p className="govuk-body">This session has taken place. Thank you for having us.</p>
      );
    case "declined":
      return (
        <>
          <p className="govuk-body">We are sorry that we could not offer you a session this time.</p>
          <Why reasons={reasons} note={closingNote} />
        </>
      );
    case "withdrawn":
      return (
        <p className="govuk-body">This booking was taken back. There is nothing more to do.</p>
      );
  }
}

export function Why({ reasons, note }: { reasons: readonly string[]; note: string }) {
  return (
    <>
      <ul className="govuk-list govuk-list--bullet">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {note === "" ? null : (
        <InsetText>
          <Lines lines={note.split(/\r?\n/)} />
        </InsetText>
      )}
    </>
  );
}

function AskedFor(props: BookingPageProps) {
  const { address, schoolName, formatName, groups, wishes, contacts } = props;
  const texts = [
    { key: "Room and equipment", text: props.roomDetails },
    { key: "Arriving and parking", text: props.arrivalDetails },
    { key: "Needs of the students", text: props.needsDetails },
    { key: "Anything else", text: props.noteFromSchool },
  ].filter(({ text }) => text !== "");
  return (
    <SummaryList
      rows={[
        { key: "School or setting", value: <Lines lines={[schoolName, address]} /> },
        { key: "Kind of session", value: formatName },
        { key: "Students", value: <Lines lines={groups.map(describeAskedGroup)} /> },
        { key: "When", value: <Lines lines={wishes.map(describeWish)} numbered={wishes.length > 1} /> },
        ...texts.map(({ key, text }) => ({ key, value: <Lines lines={text.split(/\r?\n/)} /> })),
        ...contacts.map((contact) => ({
          key: contact.rank === 1 ? "Contact" : "Second contact",
          value: <Lines lines={contact.name === "" ? [REMOVED] : [contact.name, contact.jobTitle, contact.email, contact.phone]} />,
        })),
      ]}
    />
  );
}

import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PhoneLink } from "~/components/ui/phone-link";
import { paths } from "~/config/paths";
import { formatDay, formatInstant, formatSpan, type Day } from "~/lib/london-time";

type Role = "contact" | "joined" | "left" | "away" | "stays";

export type RingVisit = {
  visitId: string;
  schoolName: string;
  onDate: Day | null;
  startsAt: string | null;
  endsAt: string | null;
  status: "pencilled" | "scheduled" | "completed" | "cancelled";
  people: readonly {
    accountId: string;
    name: string;
    phone: string;
    role: Role;
    told: readonly { at: string; byName: string | null; beforeLastChange: boolean }[];
  }[];
};

const ROLES: Readonly<Record<Role, string>> = {
  contact: "contact of the school",
  joined: "gives it now",
  left: "does not give it any more",
  away: "is away, and still down for it",
  stays: "gives it as before",
};

/** Visit by visit: whom to ring, and who was told. */
export function RingList({ visits }: { visits: readonly RingVisit[] }) {
  return (
    <>
      {visits.map((visit) => (
        <section key={visit.visitId} aria-labelledby={`ring-${visit.visitId}`} className="app-booking">
          <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={`ring-${visit.visitId}`}>
            <a className="govuk-link" href={paths.visit(visit.visitId)}>
              {visit.schoolName}
            </a>
          </h2>
          <p className="govuk-body">
            {whenOf(visit)}
            {visit.status === "cancelled" ? ": cancelled" : ""}
          </p>
          <ul className="govuk-list">
            {visit.people.map((person) => (
              <li key={person.accountId} className="govuk-!-margin-bottom-4">
                <p className="govuk-body govuk-!-margin-bottom-1">
                  <strong>{person.name}</strong>, {ROLES[person.role]}
                  <br />
                  {person.phone === "" ? (
                    "No telephone number is kept"
                  ) : (
                    <PhoneLink number={person.phone} />
                  )}
                </p>
                {person.told.map(({ at, byName, beforeLastChange }) => (
                  <p className="govuk-body govuk-!-margin-bottom-1" key={at}>
                    Told {formatInstant(new Date(at))} by {byName ?? "the team"}
                    {beforeLastChange ? ", before the last change" : ""}
                  </p>
                ))}
                <Form>
                  <input type="hidden" name="visitId" value={visit.visitId} />
                  <input type="hidden" name="accountId" value={person.accountId} />
                  <Button look="secondary">
                    {person.told.length === 0 ? "Told now" : "Told again now"}
                    <span className="govuk-visually-hidden">: {person.name}, {visit.schoolName}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function whenOf({ onDate, startsAt, endsAt }: RingVisit): string {
  if (onDate === null) return "Without a day";
  if (startsAt === null || endsAt === null) return formatDay(onDate);
  return formatSpan(new Date(startsAt), new Date(endsAt));
}

import { BACKWARD_LINK, FORWARD_LINK, STATUS_WORDS } from "~/components/admin/school-words";
import { SummaryList } from "~/components/ui/summary-list";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import type { SchoolLinkKind } from "~/domain/register";
import type { RegisterStatus } from "~/domain/school";
import { formatDay, type Day } from "~/lib/london-time";

type School = {
  id: string;
  urn: number | null;
  status: RegisterStatus;
  typeName: string;
  phase: string;
  street: string;
  town: string;
  postcode: string;
  easting: number | null;
  northing: number | null;
  lowAge: number | null;
  highAge: number | null;
  pupils: number | null;
  closedOn: Day | null;
  district: { name: string } | null;
  localAuthority: { name: string } | null;
  linksFrom: readonly { kind: SchoolLinkKind; to: { id: string; name: string } }[];
  linksTo: readonly { kind: SchoolLinkKind; from: { id: string; name: string } }[];
};

type Bookings = {
  requests: readonly { reference: string; status: string }[];
  visits: readonly { id: string; status: string; onDate: Day | null }[];
};

type Props = {
  school: School;
  bookings: Bookings;
  /** Of the schools that a merger or a split made this one of. */
  beforeMerger: readonly { id: string; onDate: Day | null; schoolName: string }[];
  mayLink: boolean;
};

const orNone = (text: string): string => (text === "" ? "Not known" : text);

/** What the register says, which only an import changes. */
export function SchoolRecordFacts({ school, bookings, beforeMerger, mayLink }: Props) {
  const { lowAge, highAge, easting, northing } = school;
  const links = [
    ...school.linksFrom.map(({ kind, to }) => ({ words: FORWARD_LINK[kind], school: to })),
    ...school.linksTo.map(({ kind, from }) => ({ words: BACKWARD_LINK[kind], school: from })),
  ];
  return (
    <>
      {easting === null || northing === null ? (
        <WarningText>No grid reference is known: the travel time to this place is assumed.</WarningText>
      ) : null}
      <SummaryList
        rows={[
          { key: "Status", value: `${STATUS_WORDS[school.status]}${school.closedOn ? `, ${formatDay(school.closedOn)}` : ""}` },
          { key: "URN", value: school.urn === null ? "Not in the national register" : String(school.urn) },
          { key: "Kind", value: orNone([school.typeName, school.phase].filter((part) => part !== "").join(", ")) },
          { key: "Address", value: [school.street, school.town, school.postcode].filter((part) => part !== "").join(", ") },
          { key: "District", value: school.district?.name ?? "Not known" },
          { key: "Local authority", value: school.localAuthority?.name ?? "Not known" },
          { key: "Ages", value: lowAge === null || highAge === null ? "Not known" : `${lowAge} to ${highAge}` },
          { key: "Pupils", value: school.pupils === null ? "Not known" : school.pupils.toLocaleString("en-GB") },
          { key: "Grid reference", value: easting === null || northing === null ? "Not known" : `${easting}, ${northing}` },
          ...(links.length > 0 || mayLink
            ? [
                {
                  key: "Other schools",
                  value: (
                    <ul className="govuk-list">
                      {mayLink ? (
                        <li>
                          <a className="govuk-link" href={registerPaths.schoolLinks(school.id)}>
                            Link schools by hand
                          </a>
                        </li>
                      ) : null}
                      {links.map(({ words, school: other }) => (
                        <li key={other.id}>
                          {words}{" "}
                          <a className="govuk-link" href={registerPaths.school(other.id)}>
                            {other.name}
                          </a>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          { key: "Requests", value: bookings.requests.length === 0 ? "None" : <Requests requests={bookings.requests} /> },
          { key: "Visits", value: bookings.visits.length === 0 ? "None" : <Visits visits={bookings.visits} /> },
          ...(beforeMerger.length > 0
            ? [
                {
                  key: "Visits before the merger",
                  value: (
                    <ul className="govuk-list">
                      {beforeMerger.map(({ id, onDate, schoolName }) => (
                        <li key={id}>
                          <a className="govuk-link" href={paths.visit(id)}>
                            {onDate ? formatDay(onDate) : "No day"}
                          </a>
                          , {schoolName}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function Requests({ requests }: Pick<Bookings, "requests">) {
  return (
    <ul className="govuk-list">
      {requests.map(({ reference, status }) => (
        <li key={reference}>
          <a className="govuk-link" href={paths.bookingRequest(reference)}>
            {reference}
          </a>{" "}
          ({status.replaceAll("_", " ")})
        </li>
      ))}
    </ul>
  );
}

function Visits({ visits }: Pick<Bookings, "visits">) {
  return (
    <ul className="govuk-list">
      {visits.map(({ id, status, onDate }) => (
        <li key={id}>
          <a className="govuk-link" href={paths.visit(id)}>
            {onDate ? formatDay(onDate) : "No day yet"}
          </a>{" "}
          ({status})
        </li>
      ))}
    </ul>
  );
}

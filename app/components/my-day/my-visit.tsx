import { ReadinessTag } from "~/components/readiness/readiness-form";
import { ButtonLink } from "~/components/ui/button";
import { PhoneLink } from "~/components/ui/phone-link";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { Tag } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import { READINESS_POINTS } from "~/domain/readiness";
import { REMOVED } from "~/domain/retention";

export type MyVisitView = {
  id: string;
  onDate: string;
  arriveTime: string;
  leaveTime: string;
  place: string;
  recorded: boolean;
  canRecord: boolean;
  school: { name: string; street: string; town: string; postcode: string };
  contacts: readonly { name: string; phone: string }[];
  colleagues: readonly string[];
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  settled: number;
  sessions: readonly {
    id: string;
    startTime: string;
    endTime: string;
    formatName: string;
    room: string;
    mine: boolean;
    groups: readonly { label: string; expected: number }[];
  }[];
};

export function MyVisit({ visit, heading: Heading }: { visit: MyVisitView; heading: "h3" | "h4" }) {
  const { school } = visit;
  return (
    <article aria-labelledby={`visit-${visit.id}`}>
      <Heading className="govuk-heading-m" id={`visit-${visit.id}`}>
        Arrive {visit.arriveTime}, leave {visit.leaveTime}
        <br />
        <a className="govuk-link" href={paths.visit(visit.id)}>
          {school.name}
        </a>
      </Heading>
      <p className="govuk-body">{statusOf(visit)}</p>
      <SummaryList rows={rowsOf(visit)} />
      <p className="govuk-body app-no-print">
        <a className="govuk-link" href={paths.visitDaySheet(visit.id)}>
          Day sheet<span className="govuk-visually-hidden"> for {school.name}</span>
        </a>
        , to print or to keep for where there is no signal
      </p>
      {visit.canRecord ? (
        <ButtonLink href={paths.visitDelivery(visit.id)}>
          Record what happened<span className="govuk-visually-hidden"> at {school.name}</span>
        </ButtonLink>
      ) : null}
    </article>
  );
}

function statusOf(visit: MyVisitView) {
  if (visit.recorded) return <Tag colour="green">Recorded</Tag>;
  if (visit.canRecord) return <Tag colour="orange">To be recorded</Tag>;
  return (
    <>
      <Tag>Planned</Tag> <ReadinessTag settled={visit.settled} of={READINESS_POINTS.length} />
    </>
  );
}

function rowsOf(visit: MyVisitView): SummaryRow[] {
  const optional = (key: string, value: string): SummaryRow[] => (value === "" ? [] : [{ key, value }]);
  return [
    { key: "Where", value: <Address {...visit} /> },
    { key: "Ask for", value: <Contacts contacts={visit.contacts} /> },
    { key: "Running order", value: <Sessions {...visit} /> },
    ...optional("With you", visit.colleagues.join(", ")),
    ...optional("Arriving", visit.arrivalDetails),
    ...optional("Room and equipment", visit.roomDetails),
    ...optional("Needs to know about", visit.needsDetails),
  ];
}

function Address({ school, place }: Pick<MyVisitView, "school" | "place">) {
  const lines = [school.name, school.street, school.town, school.postcode].filter((line) => line !== "");
  const query = encodeURIComponent([school.street, school.town, school.postcode].filter(Boolean).join(", "));
  return (
    <>
      {lines.map((line) => (
        <span key={line}>
          {line}
          <br />
        </span>
      ))}
      {place === "" || lines.includes(place) ? null : (
        <>
          {place}
          <br />
        </>
      )}
      <a
        className="govuk-link app-no-print"
        href={`https://www.openstreetmap.org/search?query=${query}`}
        rel="noreferrer"
      >
        Show on a map<span className="govuk-visually-hidden">: {school.name}</span>
      </a>
    </>
  );
}

function Contacts({ contacts }: Pick<MyVisitView, "contacts">) {
  if (contacts.length === 0) return <>No contact is named. Ask at reception.</>;
  return (
    <>
      {contacts.map(({ name, phone }, at) => (
        <div key={at}>
          {name || REMOVED}
          {phone === "" ? null : (
            <>
              {", "}
              <PhoneLink number={phone} />
            </>
          )}
        </div>
      ))}
    </>
  );
}

function Sessions({ sessions, colleagues }: Pick<MyVisitView, "sessions" | "colleagues">) {
  return (
    <ol className="govuk-list">
      {sessions.map((session) => (
        <li key={session.id}>
          <strong>
            {session.startTime} to {session.endTime}:
          </strong>{" "}
          {session.groups.map(({ label, expected }) => `${label} (about ${expected})`).join(", ")},{" "}
          {session.formatName.toLowerCase()}
          {session.room === "" ? null : `, ${session.room}`}
          {colleagues.length > 0 && !session.mine ? " – your colleague gives this one" : null}
        </li>
      ))}
    </ol>
  );
}

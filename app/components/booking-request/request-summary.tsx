import { tagsRow, type TagsView } from "~/components/campaign/tags-row";
import { PhoneLink } from "~/components/ui/phone-link";
import { SummaryList } from "~/components/ui/summary-list";
import { describeAudience, type Group } from "~/domain/groups";
import { describeNever, type NeverDay } from "~/domain/never-days";
import { REMOVED } from "~/domain/retention";
import { describeWish, type Wish } from "~/domain/wishes";
import { formatDay, type Day } from "~/lib/london-time";

export type RequestView = {
  school: {
    name: string;
    street: string;
    town: string;
    postcode: string;
    easting: number | null;
    district: { name: string } | null;
  } | null;
  unlistedName: string;
  unlistedTown: string;
  unlistedPostcode: string;
  format: { name: string };
  groups: readonly (Group & { id: string })[];
  wishes: readonly Wish[];
  neverDays: readonly NeverDay[];
  periodsWanted: number | null;
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  noteFromSchool: string;
  noteForTeam: string;
  contacts: readonly { rank: number; name: string; jobTitle: string; phone: string; email: string }[];
  answerByOn: Day | null;
};

type Props = { request: RequestView; tags?: TagsView | null; /** Where the tags are changed. */ tagsHref?: string | null };

/** What the school asked for, as the team reads it. */
export function RequestSummary({ request, tags = null, tagsHref = null }: Props) {
  const { school } = request;
  const students = request.groups.reduce((sum, group) => sum + group.expected, 0);
  return (
    <SummaryList
      rows={[
        {
          key: "School",
          value: school ? (
            <>
              {school.name}
              <br />
              {[school.street, school.town, school.postcode].filter((part) => part !== "").join(", ")}
              {school.district ? (
                <>
                  <br />
                  {school.district.name}
                </>
              ) : null}
              {school.easting === null ? (
                <>
                  <br />
                  No grid reference: travel is assumed.
                </>
              ) : null}
            </>
          ) : (
            <>
              {request.unlistedName} (not in the register)
              <br />
              {[request.unlistedTown, request.unlistedPostcode].filter((part) => part !== "").join(", ")}
            </>
          ),
        },
        { key: "Format", value: request.format.name },
        {
          key: "Students",
          value: (
            <ul className="govuk-list">
              {request.groups.map((group) => (
                <li key={group.id}>
                  {[describeAudience(group), group.label].filter((part) => part !== "").join(", ")}: about{" "}
                  {group.expected}
                </li>
              ))}
              {request.groups.length > 1 ? <li>Together about {students.toLocaleString("en-GB")}</li> : null}
            </ul>
          ),
        },
        {
          key: "Wishes",
          value: (
            <ol className="govuk-list govuk-list--number">
              {request.wishes.map((wish) => (
                <li key={describeWish(wish)}>{describeWish(wish)}</li>
              ))}
            </ol>
          ),
        },
        ...textRow("Days that never work", request.neverDays.map(describeNever).join("\n")),
        ...textRow("Spread over", request.periodsWanted === null ? "" : `${request.periodsWanted} periods`),
        ...textRow("Room and equipment", request.roomDetails),
        ...textRow("Arriving", request.arrivalDetails),
        ...textRow("What we should know", request.needsDetails),
        ...textRow("Note from the school", request.noteFromSchool),
        ...textRow("Note for the team", request.noteForTeam),
        {
          key: "Contact",
          value: (
            <ul className="govuk-list">
              {request.contacts.map((contact) => (
                <li key={contact.rank}>
                  {contact.name === "" ? REMOVED : <Contact {...contact} />}
                </li>
              ))}
            </ul>
          ),
        },
        ...tagsRow(tags, tagsHref),
        ...(request.answerByOn === null ? [] : [{ key: "Answer by", value: formatDay(request.answerByOn) }]),
      ]}
    />
  );
}

function Contact({ name, jobTitle, email, phone }: RequestView["contacts"][number]) {
  return (
    <>
      {[name, jobTitle].filter((part) => part !== "").join(", ")}
      <br />
      <a className="govuk-link" href={`mailto:${email}`}>
        {email}
      </a>
      {phone === "" ? null : (
        <>
          <br />
          <PhoneLink number={phone} />
        </>
      )}
    </>
  );
}

function textRow(key: string, value: string) {
  return value === "" ? [] : [{ key, value: <span className="app-typed">{value}</span> }];
}

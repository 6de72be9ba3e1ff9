import { tagsRow, type TagsView } from "~/components/campaign/tags-row";
import { PhoneLink } from "~/components/ui/phone-link";
import { Tag } from "~/components/ui/tag";
import { SummaryList } from "~/components/ui/summary-list";
import { VisitStatusTag } from "~/components/visit/visit-status-tag";
import { paths } from "~/config/paths";
import { PARTICIPATION_WORDS, type Participation } from "~/domain/answers";
import { REMOVED } from "~/domain/retention";
import type { VisitView } from "~/domain/visit-view";

type Props = {
  visit: VisitView;
  address: string;
  contacts: readonly { name: string; email: string; phone: string; mailRefused: boolean }[];
  noteForTeam: string;
  noteForSchool: string;
  overrideReason: string;
  /** Null for those who may not see them. */
  tags: TagsView | null;
  /** Where they are changed; null for those who may not. */
  tagsHref: string | null;
  reasons: readonly string[];
  cancelledBy: "team" | "school" | null;
  mayOpenRequest: boolean;
  /** Presenters' ways there and on, in words. */
  ways: readonly { name: string; words: string }[];
  /** What those who are invited have said, with what they wrote. */
  answers: readonly { name: string; participation: Participation; note: string }[];
};

export function VisitFacts(props: Props) {
  const { visit, address, contacts } = props;
  return (
    <SummaryList
      rows={[
        { key: "State", value: <VisitStatusTag status={visit.status} /> },
        ...(visit.status === "cancelled"
          ? [
              {
                key: "Cancelled",
                value: `${props.cancelledBy === "school" ? "By the school" : "By our team"}: ${props.reasons.join("; ")}`,
              },
            ]
          : []),
        { key: "Where", value: address },
        {
          key: "Ask for",
          value: (
            <ul className="govuk-list">
              {contacts.map((contact) => (
                <li key={contact.email}>
                  {contact.name === "" ? REMOVED : <Contact {...contact} />}
                </li>
              ))}
            </ul>
          ),
        },
        { key: "Presenters", value: visit.presenters.map(({ name }) => name).join(", ") || "None yet" },
        ...(visit.status !== "scheduled" || props.answers.length === 0
          ? []
          : [
              {
                key: "Answers",
                value: (
                  <ul className="govuk-list">
                    {props.answers.map(({ name, participation, note }) => (
                      <li key={name}>
                        {name}: {PARTICIPATION_WORDS[participation].toLowerCase()}
                        {note === "" ? null : <> – “{note}”</>}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        ...(props.ways.length === 0
          ? []
          : [
              {
                key: "Travel",
                value: (
                  <ul className="govuk-list">
                    {props.ways.map(({ name, words }) => (
                      <li key={name}>
                        {name}: {words}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        ...(props.noteForSchool === "" ? [] : [{ key: "Note to the school", value: props.noteForSchool }]),
        ...(props.noteForTeam === "" ? [] : [{ key: "Note for the team", value: props.noteForTeam }]),
        ...(props.overrideReason === "" ? [] : [{ key: "Planned outside the rules because", value: props.overrideReason }]),
        ...tagsRow(props.tags, props.tagsHref),
        ...(visit.reference === null
          ? []
          : [
              {
                key: "Request",
                value: props.mayOpenRequest ? (
                  <a className="govuk-link" href={paths.bookingRequest(visit.reference)}>
                    {visit.reference}
                  </a>
                ) : (
                  visit.reference
                ),
              },
            ]),
      ]}
    />
  );
}

function Contact({ name, email, phone, mailRefused }: Props["contacts"][number]) {
  return (
    <>
      {name}
      {phone === "" ? null : (
        <>
          {", "}
          <PhoneLink number={phone} />
        </>
      )}
      <br />
      <a className="govuk-link" href={`mailto:${email}`}>
        {email}
      </a>
      {mailRefused ? (
        <>
          {" "}
          <Tag colour="red">Mail does not arrive</Tag>
        </>
      ) : null}
    </>
  );
}

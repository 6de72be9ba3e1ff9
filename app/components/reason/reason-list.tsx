import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { KIND_WORDS, REASON_KINDS, type ReasonKind } from "~/domain/reason";

type Row = { code: string; kind: ReasonKind; label: string; forSchool: string; schoolChooses: boolean; retired: boolean };

export function ReasonList({ reasons }: { reasons: readonly Row[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Reasons</PageHeading>
      <p className="govuk-body">
        The team ticks one or more of these; the school reads the sentence. A reason that is out of use is on no form any
        more, and stays with what it was given for.
      </p>
      <ButtonLink href={officePaths.reason("new")}>Add a reason</ButtonLink>
      {REASON_KINDS.map((kind) => (
        <DataTable
          key={kind}
          caption={`For ${KIND_WORDS[kind]}`}
          rows={reasons.filter((reason) => reason.kind === kind)}
          rowKey={({ code }) => code}
          empty="There are none yet."
          columns={[
            {
              header: "For the team",
              rowHeader: true,
              cell: ({ code, label }) => (
                <a className="govuk-link" href={officePaths.reason(code)}>
                  {label}
                </a>
              ),
            },
            { header: "The school reads", cell: ({ forSchool }) => forSchool },
            { header: "State", cell: (reason) => <State {...reason} /> },
          ]}
        />
      ))}
    </>
  );
}

function State({ retired, schoolChooses }: Pick<Row, "retired" | "schoolChooses">) {
  if (retired) return <Tag colour="grey">Out of use</Tag>;
  return <Tag colour="green">{schoolChooses ? "In use, schools too" : "In use"}</Tag>;
}

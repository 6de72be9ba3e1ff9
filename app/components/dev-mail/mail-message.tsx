import { BackLink } from "~/components/ui/back-link";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";

export type MailMessageView = {
  subject: string;
  headers: readonly { name: string; value: string }[];
  text: string;
  links: readonly string[];
  htmlUrl: string;
  invitation: readonly { name: string; value: string }[] | null;
};

export function MailMessage({ mail }: { mail: MailMessageView }) {
  return (
    <>
      <BackLink href={paths.devMail()}>All messages</BackLink>
      <PageHeading caption="Message">{mail.subject}</PageHeading>
      <Facts facts={mail.headers} />
      <h2 className="govuk-heading-m">Links in it</h2>
      {mail.links.length === 0 ? <p className="govuk-body">None.</p> : <LinkList links={mail.links} />}
      {mail.invitation === null ? null : (
        <>
          <h2 className="govuk-heading-m">Invitation</h2>
          <Facts facts={mail.invitation} />
        </>
      )}
      <h2 className="govuk-heading-m">As plain text</h2>
      <Lines text={mail.text} />
      <h2 className="govuk-heading-m">As HTML</h2>
      <iframe title="The message as HTML" src={mail.htmlUrl} sandbox="" width="100%" height={900} />
    </>
  );
}

function Facts({ facts }: { facts: readonly { name: string; value: string }[] }) {
  return <SummaryList rows={facts.map(({ name, value }) => ({ key: name, value: <Lines text={value} /> }))} />;
}

function Lines({ text }: { text: string }) {
  const lines = text.trim().split("\n");
  return (
    <p className="govuk-body">
      {lines.map((line, index) => (
        <span key={index}>
          {index > 0 ? <br /> : null}
          {line}
        </span>
      ))}
    </p>
  );
}

function LinkList({ links }: { links: readonly string[] }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {links.map((link) => (
        <li key={link}>
          <a className="govuk-link" href={link}>
            {link}
          </a>
        </li>
      ))}
    </ul>
  );
}

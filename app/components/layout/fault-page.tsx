import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

type Words = { title: string; text: string };

const WORDS: Readonly<Record<number, Words>> = {
  400: { title: "We could not read that", text: "Go back, check what you entered and try again." },
  403: {
    title: "You do not have access to this page",
    text: "You are signed in, but this page is for other members of the team. If you need it, ask your programme manager.",
  },
  404: {
    title: "Page not found",
    text: "If you typed the address, check that it is right. If you followed a link, it may be old or may not be yours to open.",
  },
  405: { title: "That does not work here", text: "Go back to the page before and try again from there." },
  409: {
    title: "Something changed in the meantime",
    text: "Somebody else changed this before you. Nothing of yours was saved. Go back, look again and decide anew.",
  },
  410: { title: "This link is no longer valid", text: "Links in our mails work once or for a short time." },
  413: { title: "That is too much at once", text: "What you sent is larger than this service takes." },
  422: { title: "We could not read that", text: "Go back, check what you entered and try again." },
  429: { title: "Please wait a little", text: "That was tried too often. Wait a few minutes and try again." },
};

const UNEXPECTED: Words = {
  title: "Sorry, something went wrong on our side",
  text: "Nothing you did caused this. Try again in a few minutes. What you entered on earlier pages is kept.",
};

export function faultTitle(status: number): string {
  return (WORDS[status] ?? UNEXPECTED).title;
}

type Props = {
  status: number;
  /** A sentence of ours that says more than the status does. */
  message?: string;
  /** The same reference stands in our log. */
  reference?: string;
};

export function FaultPage({ status, message, reference }: Props) {
  const words = WORDS[status] ?? UNEXPECTED;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>{words.title}</PageHeading>
        <p className="govuk-body">{message ?? words.text}</p>
        {status >= 500 && reference ? (
          <p className="govuk-body">
            If it keeps happening, tell the team this reference:{" "}
            <strong className="app-reference">{reference}</strong>
          </p>
        ) : null}
        <p className="govuk-body">
          <a className="govuk-link" href={paths.home()}>
            Go to the start page
          </a>
        </p>
        <p className="govuk-body">
          If someone is in danger now, call 999. For other ways to get help, see{" "}
          <a className="govuk-link" href={paths.help()}>
            help and reporting
          </a>
          .
        </p>
      </div>
    </div>
  );
}

import { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } from "@react-email/components";
import { render, toPlainText } from "@react-email/render";
import type { ReactNode } from "react";

/** One mail, ready to be frozen: the text says everything that the HTML says. */
export type Email = { subject: string; html: string; text: string };

/** Who writes: the programme and team as people know them, the mailbox that answers, the service's own address. */
export type Sender = { programme: string; team: string; replyTo: string; serviceUrl: string };

const fontFamily = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

// Clients that know no colour scheme show the light colours, which stand inline.
const darkColours = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .sheet { background-color: #10151f !important; }
    .words, .words p, .words li, .words h1, .words h2 { color: #f3f4f6 !important; }
    .words a { color: #9cc4ff !important; }
    .words a.action { background-color: #9cc4ff !important; color: #10151f !important; }
    .words p.note { border-left-color: #9cc4ff !important; }
    .quiet p { color: #c3c9d4 !important; }
    .quiet a { color: #9cc4ff !important; }
  }
`;

const text = { fontSize: "17px", lineHeight: "26px", margin: "0 0 16px" } satisfies React.CSSProperties;
const quiet = { fontSize: "14px", lineHeight: "21px", margin: "0 0 10px", color: "#4b5563" };
const quietLink = { color: "#1d4ed8", textDecoration: "underline" };

type LayoutProps = {
  sender: Sender;
  preview: string;
  heading: string;
  /** Where to choose, for mails that one can do without. */
  choicesUrl?: string;
  children: ReactNode;
};

function Layout({ sender, preview, heading, choicesUrl, children }: LayoutProps) {
  return (
    <Html lang="en-GB">
      <Head>
        <title>{heading}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: darkColours }} />
      </Head>
      <Preview>{preview}</Preview>
      <Body className="page" style={{ margin: 0, padding: 0, backgroundColor: "#f3f4f6", fontFamily }}>
        <Container className="sheet" style={{ maxWidth: "600px", margin: "0 auto", backgroundColor: "#ffffff" }}>
          <Section style={{ backgroundColor: "#12284c", padding: "18px 24px" }}>
            <Text style={{ margin: 0, color: "#ffffff", fontSize: "18px", lineHeight: "24px", fontWeight: 700 }}>
              {sender.programme}
            </Text>
          </Section>
          <Section className="words" style={{ padding: "24px 24px 8px" }}>
            <Heading as="h1" style={{ fontSize: "24px", lineHeight: "30px", margin: "0 0 16px", color: "#0b1220" }}>
              {heading}
            </Heading>
            {children}
          </Section>
          <Section className="quiet" style={{ padding: "16px 24px 24px", borderTop: "1px solid #d1d5db" }}>
            <Text style={quiet}>
              {sender.team} sends this mail from <Link href={sender.serviceUrl} style={quietLink}>{sender.serviceUrl}</Link>. Replies are
              read by a person: <Link href={`mailto:${sender.replyTo}`} style={quietLink}>{sender.replyTo}</Link>
            </Text>
            <Text style={quiet}>
              In an emergency, ring 999. To reach the police about anything else, ring 101. Please do not report a crime
              by answering this mail.
            </Text>
            {choicesUrl === undefined ? null : (
              <Text style={quiet}>
                You need not get this kind of mail: <Link href={choicesUrl} style={quietLink}>choose which mails you get</Link>
              </Text>
            )}
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return <Text style={{ ...text, color: "#0b1220" }}>{children}</Text>;
}

export function Subheading({ children }: { children: ReactNode }) {
  return (
    <Heading as="h2" style={{ fontSize: "19px", lineHeight: "25px", margin: "24px 0 8px", color: "#0b1220" }}>
      {children}
    </Heading>
  );
}

/** A label and what it says, one below the other: reads well at 320 px, aloud and as plain text. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Text style={{ ...text, margin: "0 0 12px", color: "#0b1220" }}>
      <strong>{label}:</strong>
      <br />
      {children}
    </Text>
  );
}

export function BulletList({ items }: { items: readonly string[] }) {
  return (
    <ul style={{ margin: "0 0 16px", paddingLeft: "22px" }}>
      {items.map((item, index) => (
        <li key={index} style={{ ...text, margin: "0 0 6px", color: "#0b1220" }}>
          {item}
        </li>
      ))}
    </ul>
  );
}

export function LinkList({ links }: { links: readonly { title: string; url: string }[] }) {
  return (
    <ul style={{ margin: "0 0 16px", paddingLeft: "22px" }}>
      {links.map(({ title, url }) => (
        <li key={url} style={{ ...text, margin: "0 0 6px", color: "#0b1220" }}>
          <a href={url}>{title}</a>
        </li>
      ))}
    </ul>
  );
}

/** A note somebody typed: its line breaks are kept, nothing in it is read as markup. */
export function Note({ children }: { children: string }) {
  const lines = children.trim().split(/\r\n|\r|\n/);
  return (
    <Text className="note" style={{ ...text, color: "#0b1220", borderLeft: "4px solid #12284c", paddingLeft: "14px" }}>
      {lines.map((line, index) => (
        <span key={index}>
          {index > 0 ? <br /> : null}
          {line}
        </span>
      ))}
    </Text>
  );
}

export function Action({ href, children }: { href: string; children: string }) {
  return (
    <Section style={{ margin: "8px 0 20px" }}>
      <Button
        className="action"
        href={href}
        style={{
          backgroundColor: "#12284c",
          color: "#ffffff",
          fontSize: "17px",
          fontWeight: 700,
          padding: "12px 20px",
          borderRadius: "4px",
          textDecoration: "none",
        }}
      >
        {children}
      </Button>
    </Section>
  );
}

export function Code({ children }: { children: string }) {
  return (
    <Text
      style={{
        fontSize: "30px",
        lineHeight: "40px",
        fontWeight: 700,
        letterSpacing: "4px",
        margin: "0 0 16px",
        color: "#0b1220",
      }}
    >
      {children}
    </Text>
  );
}

/** A header line cannot hold line breaks or direction marks, whoever typed the words in it (RFC 5322 2.2). */
export function cleanSubject(subject: string): string {
  return subject
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Renders one mail: the same components give the HTML and, by way of it, the plain text. */
export async function renderEmail(subject: string, layout: LayoutProps): Promise<Email> {
  const html = await render(<Layout {...layout} />);
  const plain = toPlainText(html, {
    wordwrap: 78,
    selectors: [
      { selector: "h1", options: { uppercase: false } },
      { selector: "h2", options: { uppercase: false } },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    ],
  });
  return { subject: cleanSubject(subject), html, text: `${plain.trim()}\n` };
}

import { REMOVED } from "~/domain/retention";
import type { RunningOrderRow } from "~/domain/visit-view";
import { formatDay, formatInstant, formatMinutes, type Day } from "~/lib/london-time";

export type DaySheetProps = {
  onDate: Day;
  arriveMinutes: number;
  leaveMinutes: number;
  schoolName: string;
  address: string;
  reference: string;
  contacts: readonly { name: string; phone: string }[];
  /** `travel` in words; `leaveBefore` is how many minutes before arriving they set out. */
  presenters: readonly { name: string; phone: string | null; cannotCome: boolean; travel: string; leaveBefore: number | null }[];
  runningOrder: readonly RunningOrderRow[];
  /** Label and answer of every point, open ones included. */
  readiness: readonly { key: string; value: string }[];
  /** What was promised and said: label and text, empty ones left out. */
  notes: readonly { key: string; value: string }[];
  teamPhone: string;
  /** The moment of which the sheet tells. */
  asAt: Date;
};

/** One page that needs nothing else: its style stands in it, so that it can be printed, saved and read without a connection. */
export const DAY_SHEET_STYLE = `
  :root { color-scheme: light; }
  * { box-sizing: border-box; }
  body { margin: 0 auto; padding: 16px; max-width: 46rem; font: 15px/1.4 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #0b1220; background: #fff; }
  h1 { font-size: 22px; line-height: 1.2; margin: 0 0 4px; }
  h2 { font-size: 16px; margin: 14px 0 4px; border-bottom: 1px solid #6b7280; }
  p { margin: 0 0 6px; }
  .when { font-size: 18px; font-weight: 700; }
  table { width: 100%; border-collapse: collapse; }
  caption { text-align: left; font-size: 16px; font-weight: 700; padding: 8px 0 4px; }
  th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; border-bottom: 1px solid #d1d5db; overflow-wrap: anywhere; min-width: 4.6em; }
  th[scope="row"] { font-weight: 600; width: 38%; }
  .typed { white-space: pre-line; }
  .small { font-size: 13px; color: #374151; }
  a { color: #12407a; }
  @media print { @page { size: A4; margin: 12mm; } body { padding: 0; font-size: 10.5pt; max-width: none; } a { color: inherit; text-decoration: none; } .screen { display: none; } tr { break-inside: avoid; } }
`;

export function DaySheet(props: DaySheetProps) {
  const { schoolName, onDate, arriveMinutes, leaveMinutes, presenters, contacts } = props;
  const title = `Day sheet: ${schoolName}, ${formatDay(onDate)} - Knife Crime Awareness sessions`;
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: DAY_SHEET_STYLE }} />
      </head>
      <body>
        <main>
          <h1>{schoolName}</h1>
          <p className="when">
            {formatDay(onDate)}, arrive {formatMinutes(arriveMinutes)}, leave {formatMinutes(leaveMinutes)}
          </p>
          <p>
            {props.address}
            {props.reference === "" ? null : <> · Reference {props.reference}</>}
          </p>
          <h2>Ask for</h2>
          {contacts.length === 0 ? <p>No contact is named. Ask at reception.</p> : null}
          {contacts.map(({ name, phone }, at) => (
            <p key={at}>
              {name || REMOVED}
              {phone === "" ? null : <Phone number={phone} />}
            </p>
          ))}
          <table>
            <caption>Running order</caption>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Who</th>
                <th scope="col">Where and what</th>
                <th scope="col">Given by</th>
              </tr>
            </thead>
            <tbody>
              {props.runningOrder.map((row) => (
                <tr key={row.id}>
                  <td>
                    {formatMinutes(row.startMinutes)} to {formatMinutes(row.endMinutes)}
                  </td>
                  <td>
                    {row.groups} (about {row.expected})
                  </td>
                  <td>{[row.room, row.formatName].filter(Boolean).join(", ")}</td>
                  <td>{row.presenters}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Facts caption="Settled with the school" rows={props.readiness} />
          {props.notes.length > 0 ? <Facts caption="Promised and said" rows={props.notes} /> : null}
          <h2>Presenters and travel</h2>
          {presenters.map(({ name, phone, cannotCome, travel, leaveBefore }) => (
            <p key={name}>
              {name}
              {cannotCome ? <strong> (cannot come)</strong> : null}
              {phone ? <Phone number={phone} /> : null}
              {travel === "" ? null : `: ${travel}`}
              {leaveBefore === null ? null : `. Set out by ${formatMinutes(arriveMinutes - leaveBefore)}.`}
            </p>
          ))}
          <p className="small">
            In an emergency, ring 999. Our team: {props.teamPhone}. If a student tells you something that worries you, pass
            it on to the safeguarding lead before you leave. As it stood on {formatInstant(props.asAt)}; later changes are
            not on this sheet.
          </p>
          <p className="small screen">Print this page, or save it on your phone: it needs no connection.</p>
        </main>
      </body>
    </html>
  );
}

function Phone({ number }: { number: string }) {
  return (
    <>
      , <a href={`tel:${number.replace(/[^0-9+]/g, "")}`}>{number}</a>
    </>
  );
}

function Facts({ caption, rows }: { caption: string; rows: readonly { key: string; value: string }[] }) {
  return (
    <table>
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ key, value }) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td className="typed">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type MonthlyFiguresProps = {
  sender: Sender;
  recipientName: string;
  /** "October 2026", the month that has ended. */
  month: string;
  /** "2026/27" as the report names it. */
  periodName: string;
  /** Label and value as the report says them, the definition's label included. */
  figures: readonly { label: string; value: string }[];
  definition: string;
  asAt: string;
  reportUrl: string;
  choicesUrl: string;
};

/** To managers on the first of a month: the report's own figures. */
export async function monthlyFigures(props: MonthlyFiguresProps): Promise<Email> {
  return renderEmail(`Figures after ${props.month}: ${props.periodName}`, {
    sender: props.sender,
    preview: props.figures[0] ? `${props.figures[0].label}: ${props.figures[0].value}` : "",
    heading: `Where we stand after ${props.month}`,
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          These are the figures of {props.periodName} as they stood on {props.asAt}. They change when a record is corrected.
        </Paragraph>
        {props.figures.map(({ label, value }) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        <Paragraph>{props.definition}</Paragraph>
        <Action href={props.reportUrl}>Open the report</Action>
      </>
    ),
  });
}

import { awayHref } from "~/components/away/away-values";
import { Button } from "~/components/ui/button";
import { Radios, type Choice } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import type { AwayAct } from "~/domain/away";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatSpan, type Day } from "~/lib/london-time";

export type VisitOnPage = {
  visitId: string;
  version: number;
  schoolName: string;
  onDate: Day;
  startsAt: string;
  endsAt: string;
  begun: boolean;
  seats: readonly {
    absentId: string;
    absentName: string;
    best: readonly { presenterId: string; name: string; reasons: readonly string[] }[];
    mayGoWithFewer: boolean;
    proposed: AwayAct;
  }[];
};

type Props = {
  visits: readonly VisitOnPage[];
  /** Who and when, to be sent along. */
  asked: FormValues;
  /** What was chosen and refused. */
  values?: FormValues;
  errors?: FormErrors;
};

/** Each affected visit with the best substitutes; what is proposed is chosen already. */
export function AffectedForm({ visits, asked, values, errors }: Props) {
  const seats = visits.flatMap((visit) => visit.seats.map((seat) => ({ visit, seat })));
  return (
    <Form action={awayHref(asked)}>
      <HiddenValues values={asked} />
      {seats.map(({ visit, seat }, index) => {
        const name = `choices.${index}`;
        const sent = sentAs(values, visit.visitId, seat.absentId);
        return (
          <div key={`${visit.visitId} ${seat.absentId}`}>
            <input type="hidden" name={`${name}.visitId`} value={visit.visitId} />
            <input type="hidden" name={`${name}.version`} value={visit.version} />
            <input type="hidden" name={`${name}.absentId`} value={seat.absentId} />
            <Radios
              name={`${name}.act`}
              legend={`${visit.schoolName}, ${whenOf(visit)}: instead of ${seat.absentName}`}
              legendSize="s"
              hint={hintOf(visit, seat)}
              small
              error={errors?.[`${sent ?? name}.act`]}
              value={sent === undefined ? actValue(seat.proposed) : textOf(values, `${sent}.act`)}
              choices={choicesOf(visit, seat)}
            />
          </div>
        );
      })}
      <Button name="intent" value="check">
        Check what happens
      </Button>
    </Form>
  );
}

export function HiddenValues({ values }: { values: FormValues }) {
  return (
    <>
      {Object.entries(values).flatMap(([name, value]) =>
        (typeof value === "string" ? [value] : value).map((text) => (
          <input key={`${name} ${text}`} type="hidden" name={name} value={text} />
        )),
      )}
    </>
  );
}

export function whenOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  return formatSpan(new Date(startsAt), new Date(endsAt));
}

function hintOf({ begun }: VisitOnPage, { best }: VisitOnPage["seats"][number]): string | undefined {
  if (begun) return "This visit has begun. Nobody can be sent by mail any more: please ring.";
  return best.length === 0 ? "Nobody is free and qualified at that time." : undefined;
}

function choicesOf({ begun }: VisitOnPage, { best, mayGoWithFewer }: VisitOnPage["seats"][number]): Choice[] {
  return [
    ...best.map(({ presenterId, name, reasons }) => ({ value: presenterId, label: name, hint: reasonWords(reasons) })),
    ...(mayGoWithFewer
      ? [{ value: "fewer", label: "Nobody: the visit goes on with fewer presenters", hint: "Those who stay are enough for its format." }]
      : []),
    {
      value: "nothing",
      label: begun ? "Leave it as it is" : "Leave it as it is for now",
      hint: "It goes on the list of visits to look at, to be moved, cancelled or kept.",
    },
  ];
}

/** "Free at that time; adds 12 minutes of travel." */
function reasonWords(reasons: readonly string[]): string {
  const words = `${reasons.join("; ")}.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function actValue(act: AwayAct): string {
  return act.kind === "substitute" ? act.presenterId : act.kind;
}

/** Under which name the choice for this place was sent, if it was. */
function sentAs(values: FormValues | undefined, visitId: string, absentId: string): string | undefined {
  return Object.keys(values ?? {})
    .flatMap((name) => /^(choices\.\d+)\.visitId$/.exec(name)?.[1] ?? [])
    .find((each) => textOf(values, `${each}.visitId`) === visitId && textOf(values, `${each}.absentId`) === absentId);
}

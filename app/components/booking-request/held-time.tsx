import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { paths } from "~/config/paths";
import { dayOf, formatDay, formatInstant, formatInstantTime } from "~/lib/london-time";

type Props = {
  reference: string;
  /** Instants as the loader sends them. */
  hold: { startsAt: string; endsAt: string; expiresAt: string; presenters: readonly { id: string; name: string }[] };
};

/** What is kept for the request while somebody decides: go on with it, or give it back. */
export function HeldTime({ reference, hold }: Props) {
  const [startsAt, endsAt] = [new Date(hold.startsAt), new Date(hold.endsAt)];
  const query = new URLSearchParams({ day: dayOf(startsAt) });
  for (const { id } of hold.presenters) query.append("presenters", id);
  const address = paths.planRequest(reference);
  return (
    <InsetText>
      <p className="govuk-body">
        Held until {formatInstant(new Date(hold.expiresAt))}: {formatDay(dayOf(startsAt))}, {formatInstantTime(startsAt)} to{" "}
        {formatInstantTime(endsAt)}, {hold.presenters.map(({ name }) => name).join(", ")}.
      </p>
      <Form action={address}>
        <input type="hidden" name="intent" value="release" />
        <div className="app-actions">
          <a className="govuk-link" href={`${address}?${query}`}>
            Go on planning
          </a>
          <Button look="secondary">Give the time back</Button>
        </div>
      </Form>
    </InsetText>
  );
}

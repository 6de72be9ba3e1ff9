type DefaultProps = { value: string };

/** What the Enter key presses: browsers take a form's first button, which must not be the one that adds rows. */
export function DefaultButton({ value }: DefaultProps) {
  return (
    <button type="submit" name="intent" value={value} tabIndex={-1} aria-hidden="true" className="govuk-visually-hidden" />
  );
}

type AddProps = { children: string; /** The id of what is added: the page comes back showing it. */ showing: string };

/** Comes back to the same page with more rows and everything that was typed. */
export function AddButton({ children, showing }: AddProps) {
  return (
    <button
      type="submit"
      name="intent"
      value="more"
      formAction={`#${showing}`}
      className="govuk-button govuk-button--secondary"
    >
      {children}
    </button>
  );
}

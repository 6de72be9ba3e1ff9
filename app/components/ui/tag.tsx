export type TagColour =
  "blue" | "grey" | "green" | "teal" | "yellow" | "orange" | "red" | "purple" | "magenta";

/** A status in one or two words. The colour repeats what the words say, never more. */
export function Tag({ children, colour = "blue" }: { children: string; colour?: TagColour }) {
  return <strong className={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}

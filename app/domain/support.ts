/** "11 to 16 years", "From 11 years", "Up to 25 years", "All ages" */
export function describeAges(lowAge: number | null, highAge: number | null): string {
  if (lowAge === null && highAge === null) return "All ages";
  if (highAge === null) return `From ${lowAge} years`;
  if (lowAge === null) return `Up to ${highAge} years`;
  return lowAge === highAge ? `${lowAge} years` : `${lowAge} to ${highAge} years`;
}

export type SupportWords = {
  name: string;
  area: string;
  lowAge: number | null;
  highAge: number | null;
  offer: string;
  /** An https address; "" where there is none. */
  link: string;
  /** As it is dialled; "" where there is none. */
  phone: string;
};

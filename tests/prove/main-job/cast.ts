export type Person = { name: string; email: string };

export const MANAGER = { name: "Morgan Ashdown", email: "m.ashdown@force.example" };

export const COORDINATOR = { name: "Robin Fairweather", email: "r.fairweather@force.example" };

export const OTHER_COORDINATOR = { name: "Jules Merriday", email: "j.merriday@force.example" };

export const PRESENTERS: [Person, Person] = [
  { name: "Sam Hollowell", email: "s.hollowell@force.example" },
  { name: "Ade Winterbourne", email: "a.winterbourne@force.example" },
];

export const ANALYST = { name: "Kit Larksong", email: "k.larksong@commissioner.example" };

export const CONTACT = { name: "Jo Penhalligon", email: "j.penhalligon@first-school.example" };

export const COLLEAGUE = { name: "Lee Applegarth", email: "l.applegarth@first-school.example" };

export const OTHER_CONTACT = { name: "Pat Quillfeather", email: "p.quillfeather@second-school.example" };

export const TARGET = 9_000;

export const ROLL = 180;

/** What presenters see. 9A came again as the same students; of 9B nobody could say who was new. */
export const SEEN = { first: { "9A": 28, "9B": 27 }, again: { "9A": 26, "9B": 29 } } as const;

/** Somewhere to turn to, as it stands on public pages. */
export type HelpLine = {
  name: string;
  what: string;
  /** As it is dialled, with spaces; "" where there is none. */
  phone: string;
  /** An https address; "" where there is none. */
  link: string;
};

export const HELP_LISTS = ["reporting", "youngPeople", "campaigns"] as const;
export type HelpList = (typeof HELP_LISTS)[number];

/** Sentences and lines of public pages that the team corrects without a release. */
export type Wording = {
  area: string;
  /** Follows "… officers visit schools and youth settings in {area} to". */
  purpose: string;
  covered: readonly string[];
  /** Completes "If you need something, ...". */
  howToReachUs: string;
  emergency: { phone: string; what: string };
} & Record<HelpList, readonly HelpLine[]>;

export const DEFAULT_WORDING: Wording = {
  area: "Leicester, Leicestershire and Rutland",
  purpose: "talk with students about knife crime, calmly and honestly",
  covered: [
    "what knife crime is",
    "why people carry knives",
    "where to find more information, get help or report, also without giving a name",
  ],
  howToReachUs: "reply to any mail of ours, or ring 101 and ask for the knife crime awareness programme",
  emergency: { phone: "999", what: "If someone is hurt, in danger, or a crime is happening now." },
  reporting: [
    {
      name: "Police, not an emergency",
      what: "To report something that has happened, or to ask for advice.",
      phone: "101",
      link: "",
    },
    {
      name: "Crimestoppers",
      what: "An independent charity. You can say what you know without giving your name.",
      phone: "0800 555 111",
      link: "https://crimestoppers-uk.org",
    },
  ],
  youngPeople: [
    {
      name: "Childline",
      what: "Someone to talk to about anything, at any time. Free, and private.",
      phone: "0800 1111",
      link: "https://www.childline.org.uk",
    },
    {
      name: "Fearless",
      what: "The youth service of Crimestoppers: advice about crime, and a way to pass on what you know without giving your name.",
      phone: "",
      link: "https://www.fearless.org",
    },
  ],
  campaigns: [
    {
      name: "Live Safe",
      what: "The region’s site for young people and parents: how to stay safe, what to look out for and who can help.",
      phone: "",
      link: "",
    },
    {
      name: "Lives Not Knives",
      what: "The year-round campaign for young people, families and schools.",
      phone: "",
      link: "",
    },
  ],
};

/** How a link is shown: its host, without "www.". */
export function linkText(link: string): string {
  return link.replace(/^https:\/\/(?:www\.)?/, "").replace(/\/$/, "");
}

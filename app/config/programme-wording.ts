/** Words and numbers that the team may correct. Facts about help lines are public; links are theirs. */
export type HelpLine = {
  name: string;
  what: string;
  phone?: string;
  link?: { href: string; text: string };
};

export type ProgrammeWording = {
  forceName: string;
  serviceName: string;
  area: string;
  /** Completes "If you need something, ...". */
  howToReachUs: string;
  answerWithinWorkingDays: number;
  draftDays: number;
  /** Completes "at most ...". */
  contactRetention: string;
  emergency: HelpLine;
  reporting: readonly HelpLine[];
  youngPeople: readonly HelpLine[];
  campaigns: readonly HelpLine[];
};

export const programmeWording: ProgrammeWording = {
  forceName: "Leicestershire Police",
  serviceName: "Knife Crime Awareness sessions",
  area: "Leicester, Leicestershire and Rutland",
  howToReachUs: "reply to any mail of ours, or ring 101 and ask for the knife crime awareness programme",
  answerWithinWorkingDays: 5,
  draftDays: 7,
  contactRetention: "two years after the last booking",
  emergency: {
    name: "999",
    what: "If someone is hurt, in danger, or a crime is happening now.",
    phone: "999",
  },
  reporting: [
    {
      name: "Police, not an emergency",
      what: "To report something that has happened, or to ask for advice.",
      phone: "101",
    },
    {
      name: "Crimestoppers",
      what: "An independent charity. You can say what you know without giving your name.",
      phone: "0800 555 111",
      link: { href: "https://crimestoppers-uk.org", text: "crimestoppers-uk.org" },
    },
  ],
  youngPeople: [
    {
      name: "Fearless",
      what: "The youth service of Crimestoppers: advice about crime, and a way to pass on what you know without giving your name.",
      link: { href: "https://www.fearless.org", text: "fearless.org" },
    },
    {
      name: "Childline",
      what: "Someone to talk to about anything, at any time. Free, and private.",
      phone: "0800 1111",
      link: { href: "https://www.childline.org.uk", text: "childline.org.uk" },
    },
  ],
  campaigns: [
    {
      name: "Live Safe",
      what: "The region’s site for young people and parents: how to stay safe, what to look out for and who can help.",
    },
    {
      name: "Lives Not Knives",
      what: "The year-round campaign for young people, families and schools.",
    },
  ],
};

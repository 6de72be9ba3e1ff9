/** Names that the whole service carries, mails and page titles too; what managers may correct is in the settings. */
export const programme = {
  forceName: "Leicestershire Police",
  serviceName: "Knife Crime Awareness sessions",
  /** How long an unfinished request is kept. */
  draftDays: 7,
};

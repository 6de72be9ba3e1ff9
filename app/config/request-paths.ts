import { paths } from "~/config/paths";
import { firstUnanswered, stepBefore, type DraftAnswers, type RequestStep } from "~/domain/request-draft";

/** The address of a page of the request form. */
export function stepPath(step: RequestStep): string {
  switch (step) {
    case "format":
      return paths.request.students();
    case "students":
      return `${paths.request.students()}/groups`;
    case "rolls":
      return `${paths.request.students()}/year-groups`;
    case "school":
    case "dates":
    case "practicalities":
    case "details":
      return paths.request[step]();
  }
}

export function unlistedSchoolPath(): string {
  return `${paths.request.school()}?listed=no`;
}

/** Where a link in a mail leads that sends a request. */
export function proveLinkPath(token: string): string {
  return `${paths.request.prove()}/${encodeURIComponent(token)}`;
}

/** After an answer: the first page that has none yet, else the check. */
export function pathAfter(answers: DraftAnswers): string {
  const step = firstUnanswered(answers);
  return step ? stepPath(step) : paths.request.check();
}

/** Where "Back" leads: to the check when somebody came from there to change one answer. */
export function pathBefore(answers: DraftAnswers, step: RequestStep): string {
  if (firstUnanswered(answers) === null) return paths.request.check();
  const before = stepBefore(answers, step);
  return before ? stepPath(before) : paths.home();
}

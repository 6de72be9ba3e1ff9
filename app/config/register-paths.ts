import { paths } from "~/config/paths";

const SCHOOLS = "/admin/schools";

/** The addresses of the register of schools. */
export const registerPaths = {
  schools: (text?: string) => (text ? `${SCHOOLS}?q=${encodeURIComponent(text)}` : SCHOOLS),
  newSchool: () => `${SCHOOLS}/new`,
  school: (id: string) => `${SCHOOLS}/${encodeURIComponent(id)}`,
  schoolLinks: (id: string) => `${SCHOOLS}/${encodeURIComponent(id)}/links`,
  imports: () => `${SCHOOLS}/import`,
  import: (id: string) => `${SCHOOLS}/import/${encodeURIComponent(id)}`,
  requestSchool: (reference: string) => `${paths.bookingRequest(reference)}/school`,
};

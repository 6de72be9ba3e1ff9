import { forbidden, hasAnyRole, requireStaff, type AuthDeps, type Viewer } from "~/auth/viewer.server";
import { listPresenters, type PresenterRow } from "~/data/presenters.server";
import { mayKeepAvailability } from "~/domain/availability";

export type PresenterAccess = {
  viewer: Viewer;
  /** Null when the viewer is no presenter and has not chosen one yet. */
  presenter: PresenterRow | null;
  /** Those whom the viewer may choose between. */
  choices: PresenterRow[];
};

/** Whose availability is meant (`?presenter=`, else the viewer's own): 403 for a colleague's, 404 for nobody's. */
export async function requirePresenterAccess(request: Request, deps: AuthDeps): Promise<PresenterAccess> {
  const viewer = await requireStaff(request, deps, ["presenter", "coordinator", "manager"]);
  const asked = new URL(request.url).searchParams.get("presenter");
  if (asked && !mayKeepAvailability(viewer, asked)) throw forbidden();
  const presenters = await listPresenters(deps.db);
  const presenter = presenters.find(({ id }) => id === (asked ?? viewer.accountId)) ?? null;
  if (asked && !presenter) throw new Response("No such presenter", { status: 404 });
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  return { viewer, presenter, choices: isOffice ? presenters : [] };
}

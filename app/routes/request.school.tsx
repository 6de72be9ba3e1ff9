import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { StepPage } from "~/components/request-form/step-page";
import { SchoolSearch } from "~/components/school/school-search";
import { UnlistedSchoolForm } from "~/components/school/unlisted-school-form";
import { paths } from "~/config/paths";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { searchSchools } from "~/data/school-search.server";
import { findOfferedSchool } from "~/data/schools.server";
import type { SchoolAnswer } from "~/domain/request-draft";
import { readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { chosenSchoolSchema, unlistedSchoolSchema, unlistedSchoolValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

const MOST_RESULTS = 20;
const LONGEST_SEARCH = 100;

export const meta: MetaFunction = () => [{ title: "Which school or setting is it for? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "school");
  const search = new URL(request.url).searchParams;
  const text = (search.get("q") ?? "").trim().slice(0, LONGEST_SEARCH);
  return json({
    text,
    isUnlisted: search.get("listed") === "no",
    found: text === "" ? null : await searchSchools(deps.db, text, MOST_RESULTS),
    chosen: answers.school?.listed ? { id: answers.school.schoolId, name: answers.school.name } : null,
    values: unlistedSchoolValues(answers.school),
    back: pathBefore(answers, "school"),
    error: search.has("q") && text === "" ? "Enter a name, town or postcode" : undefined,
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const formData = await request.formData();
  const isUnlisted = new URL(request.url).searchParams.get("listed") === "no";
  const reading = isUnlisted
    ? readForm(unlistedSchoolSchema, formData)
    : readForm(chosenSchoolSchema, formData);
  if (!reading.ok) return json(reading, { status: 422 });
  const school = await schoolAnswer(reading.value);
  if (!school) return json(refusal({ schoolId: "Select your school or setting" }), { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { school } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });

  async function schoolAnswer(
    value: { schoolId: string } | Omit<Extract<SchoolAnswer, { listed: false }>, "listed">,
  ): Promise<SchoolAnswer | null> {
    if (!("schoolId" in value)) return { listed: false, ...value };
    const found = value.schoolId === "" ? null : await findOfferedSchool(deps.db, value.schoolId);
    if (!found) return null;
    const { id: schoolId, kind, name, town, postcode } = found;
    return { listed: true, schoolId, kind, name, town, postcode };
  }
}

function refusal(errors: FormErrors): { errors: FormErrors; values: FormValues } {
  return { errors, values: {} };
}

export default function SchoolPage() {
  const { isUnlisted, text, found, chosen, values, back, error } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? (error ? { q: error } : undefined);
  if (isUnlisted) {
    return (
      <StepPage back={paths.request.school()} errors={errors}>
        <UnlistedSchoolForm values={answer?.values ?? values} errors={errors} />
      </StepPage>
    );
  }
  return (
    <StepPage back={back} errors={errors}>
      <SchoolSearch text={text} found={found} chosen={chosen} error={errors?.schoolId ?? errors?.q} />
    </StepPage>
  );
}

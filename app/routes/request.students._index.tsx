import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { FormatForm } from "~/components/request-form/format-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { listOfferedFormats } from "~/data/booking-requests.server";
import { formatOf, studentsInFormat } from "~/domain/request-draft";
import { readForm } from "~/lib/form-data";
import { formatSchema } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

export const meta: MetaFunction = () => [{ title: "What kind of session? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "format");
  return json({
    formats: await listOfferedFormats(deps.db),
    values: { formatId: formatOf(answers) ?? "" },
    back: pathBefore(answers, "format"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const before = await requireAnswersBefore(request, deps, "format");
  const formats = await listOfferedFormats(deps.db);
  const reading = readForm(formatSchema(formats), await request.formData());
  if (!reading.ok) return json(reading, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const chosen = formats.find(({ id }) => id === reading.value.formatId);
  const students = chosen && studentsInFormat(before.students, chosen);
  const answers = await saveDraft({ draftId, browserHash, answer: { ...reading.value, students } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

export default function FormatPage() {
  const { formats, values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <FormatForm formats={formats} values={answer?.values ?? values} errors={answer?.errors} />
    </StepPage>
  );
}

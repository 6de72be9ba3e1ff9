import type { MaterialView } from "~/components/materials/material-view";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { MATERIAL_EXTENSIONS, MATERIAL_KIND_LABELS, MATERIAL_TYPES_SENTENCE } from "~/domain/material";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Material = MaterialView & { retired: boolean; isFile: boolean };

type Props = {
  /** Null for a new one. */
  material: Material | null;
  errors?: FormErrors;
  values: FormValues;
};

const KINDS = Object.entries(MATERIAL_KIND_LABELS).map(([value, label]) => ({ value, label }));

export function MaterialForm({ material, errors, values }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.admin.materials()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Material">{material ? material.title : "Add a material"}</PageHeading>
        <Form multipart>
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="updatedAt" value={textOf(values, "updatedAt")} />
          <Select {...field("kind")} label="Kind" options={KINDS} emptyLabel="Select one" />
          <TextField {...field("title")} label="Title" hint="Schools see it as the link, also in our mails." />
          <Textarea {...field("description")} label="Description (optional)" rows={3} />
          <h2 className="govuk-heading-m">{material ? "Replace it" : "File or link"}</h2>
          {material ? <Present material={material} /> : null}
          <FileField
            name="file"
            label={material ? "New file" : "File"}
            hint={`${MATERIAL_TYPES_SENTENCE}, up to 10 MB. Anybody can open it.`}
            error={errors?.["file"]}
            accept={MATERIAL_EXTENSIONS}
          />
          <TextField {...field("url")} label="Or a link" type="url" hint="Begins with https://" autoCapitalize="none" />
          <Button>{material ? "Save changes" : "Add this material"}</Button>
        </Form>
        {material ? <Showing retired={material.retired} updatedAt={textOf(values, "updatedAt")} /> : null}
      </div>
    </div>
  );
}

function Present({ material }: { material: Material }) {
  return (
    <p className="govuk-body">
      Now:{" "}
      {material.retired && material.isFile ? (
        material.what
      ) : (
        <a className="govuk-link" href={material.href}>
          {material.isFile ? material.what : material.href}
        </a>
      )}
      . Leave the file empty to keep it.
    </p>
  );
}

function Showing({ retired, updatedAt }: { retired: boolean; updatedAt: string }) {
  return (
    <section>
      <h2 className="govuk-heading-m">{retired ? "Show it again" : "Take it off the page"}</h2>
      <p className="govuk-body">
        {retired
          ? "Schools will see it on the page and in confirmations again."
          : "Its address stops working, also in mails that have been sent. You can bring it back."}
      </p>
      <Form multipart>
        <input type="hidden" name="intent" value="retire" />
        <input type="hidden" name="updatedAt" value={updatedAt} />
        <input type="hidden" name="retired" value={retired ? "no" : "yes"} />
        <Button look={retired ? "secondary" : "warning"}>{retired ? "Show it again" : "Take it off the page"}</Button>
      </Form>
    </section>
  );
}

import { Checkbox, Radios } from "~/components/ui/choices";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { districts: readonly { code: string; name: string }[]; errors?: FormErrors; values?: FormValues };

/** The facts of a place that stands in no register. */
export function SchoolSettingFields({ districts, errors, values }: Props) {
  const text = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <>
      <Radios
        name="kind"
        legend="What is it?"
        value={textOf(values, "kind")}
        error={errors?.kind}
        choices={[
          { value: "youth", label: "A youth setting", hint: "Not bound by terms; chooses its own hours." },
          { value: "school", label: "A school or college" },
        ]}
      />
      <TextField {...text("name")} label="Name" />
      <TextField {...text("town")} label="Town or village" width={20} />
      <TextField {...text("postcode")} label="Postcode" width={10} />
      <Select
        name="district"
        label="District (optional)"
        emptyLabel="Not known"
        options={districts.map(({ code, name }) => ({ value: code, label: name }))}
        value={textOf(values, "district")}
        error={errors?.district}
      />
      <p className="govuk-body">
        We do not look up postcodes. Without a grid reference the travel time to this place is assumed.
      </p>
      <TextField {...text("easting")} label="Easting (optional)" hint="In metres, such as 458000." width={10} />
      <TextField {...text("northing")} label="Northing (optional)" hint="In metres, such as 304000." width={10} />
      <Checkbox
        name="targeted"
        label="A place of targeted sessions"
        hint="Its sessions are counted apart, and it is never named outside the team."
        checked={textOf(values, "targeted") === "yes"}
      />
    </>
  );
}

import type { FormErrors, FormValues } from "~/lib/form-data";

/** What a page of the form shows: what was answered or typed, and what is wrong with it. */
export type FormProps = { values: FormValues; errors?: FormErrors };

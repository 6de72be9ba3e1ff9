import type { ReactNode } from "react";
import { describedBy, FormGroup } from "~/components/ui/form-group";
import { Label } from "~/components/ui/label";

type Props = {
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  /** Which files the browser's window offers first, such as ".pdf,.docx". */
  accept?: string;
};

/** Its form needs `multipart`. Browsers never keep a chosen file: it is chosen anew after a mistake. */
export function FileField({ name, label, hint, error, accept }: Props) {
  return (
    <FormGroup id={name} error={error} hint={hint} before={<Label id={name}>{label}</Label>}>
      <input
        className={error ? "govuk-file-upload govuk-file-upload--error" : "govuk-file-upload"}
        id={name}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FormGroup>
  );
}

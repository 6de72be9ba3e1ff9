import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";

type Props = { version: number; retired: boolean; look?: "secondary" | "warning"; children: string };

/** One button that takes something out of use, or back into it where it is retired. */
export function RetireForm({ version, retired, look = "secondary", children }: Props) {
  return (
    <Form>
      <input type="hidden" name="intent" value="retire" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="retired" value={retired ? "no" : "yes"} />
      <Button look={look}>{children}</Button>
    </Form>
  );
}

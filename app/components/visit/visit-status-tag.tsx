import { Tag, type TagColour } from "~/components/ui/tag";
import { VISIT_STATUS_LABELS, type VisitStatus } from "~/domain/visit";

const COLOURS: Readonly<Record<VisitStatus, TagColour>> = {
  pencilled: "purple",
  scheduled: "green",
  completed: "grey",
  cancelled: "red",
};

export function VisitStatusTag({ status }: { status: VisitStatus }) {
  return <Tag colour={COLOURS[status]}>{VISIT_STATUS_LABELS[status]}</Tag>;
}

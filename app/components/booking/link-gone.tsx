import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

/** For a link out of a mail that was cut short, or has run out. */
export function LinkGone({ teamPhone }: { teamPhone: string }) {
  return (
    <>
      <PageHeading>This link cannot be used any more</PageHeading>
      <p className="govuk-body">
        It is not complete, or it is too old. To see how your booking stands,{" "}
        <a className="govuk-link" href={paths.signIn(paths.bookings())}>
          sign in with your email address
        </a>
        , or ring us: {teamPhone}.
      </p>
    </>
  );
}

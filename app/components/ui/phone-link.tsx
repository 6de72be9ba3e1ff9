/** A telephone number to press; what stands between its digits is for readers alone (RFC 3966). */
export function PhoneLink({ number }: { number: string }) {
  return (
    <a className="govuk-link" href={`tel:${number.replace(/[^0-9+]/g, "")}`}>
      {number}
    </a>
  );
}

import { assertNever } from "~/lib/assert-never";

export type ProofRefusal = {
  reason:
    | "wrong_code"
    | "expired"
    | "used"
    | "too_many_tries"
    | "unknown"
    | "address_changed"
    | "too_many_codes";
  triesLeft?: number;
};

/** Why a code did not send the request, and what to do about it. */
export function explainProofRefusal({ reason, triesLeft }: ProofRefusal): string {
  switch (reason) {
    case "wrong_code":
      return triesLeft === 1
        ? "That code is not right. You have one more try"
        : `That code is not right. You have ${triesLeft ?? "some"} more tries`;
    case "expired":
      return "That code has run out. Ask for a new one below";
    case "used":
      return "That code has been used already. Ask for a new one below";
    case "too_many_tries":
      return "That code was tried too often. Ask for a new one below";
    case "unknown":
    case "address_changed":
      return "That code does not belong to this request. Ask for a new one below";
    case "too_many_codes":
      return "Too many codes were asked for. Wait a quarter of an hour, then ask again";
    default:
      return assertNever(reason);
  }
}

import type { FormErrors } from "~/lib/form-data";

export const TOO_MANY_CODES = "You have asked for several codes. Wait 15 minutes, then ask for a new one";

type Refusal = {
  reason: "wrong_code" | "expired" | "used" | "too_many_tries" | "unknown" | "account_closed";
  triesLeft?: number;
};

/** The message under the field, or about the whole form where another code would not help. */
export function codeErrors({ reason, triesLeft }: Refusal): FormErrors {
  switch (reason) {
    case "wrong_code":
      return {
        code: `That code is not right. You have ${triesLeft === 1 ? "1 try" : `${triesLeft ?? "a few"} tries`} left`,
      };
    case "too_many_tries":
      return { code: "That code was tried 5 times and no longer works. Ask for a new code" };
    case "expired":
      return { code: "That code has run out: codes work for 10 minutes. Ask for a new code" };
    case "used":
      return { code: "That code has been used already. Ask for a new code" };
    case "unknown":
      return { code: "This browser has no code to check. Ask for a new code" };
    case "account_closed":
      return { form: "This account has been closed. If that is a surprise, speak to the team" };
  }
}

/** Why the page behind a link cannot be used. */
export function linkTrouble(reason: Refusal["reason"]): { title: string; text: string } {
  switch (reason) {
    case "expired":
      return { title: "This link has run out", text: "Links in our emails work for 10 minutes." };
    case "used":
      return { title: "This link has been used already", text: "Each link in our emails works once." };
    case "account_closed":
      return {
        title: "This account has been closed",
        text: "If that is a surprise, speak to the team.",
      };
    case "wrong_code":
    case "too_many_tries":
    case "unknown":
      return {
        title: "We do not know this link",
        text: "Check that the whole address from the email is in your browser’s address bar.",
      };
  }
}

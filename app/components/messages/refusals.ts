import type { FormErrors } from "~/lib/form-data";

export const TOO_MANY_MESSAGES: FormErrors = {
  body: "Your school has written ten messages about this booking since yesterday. Send this one tomorrow, or ring us",
};

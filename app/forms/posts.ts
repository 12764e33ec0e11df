import { z } from "zod";
import { textProblem } from "~/domain/act/plain-text";
import { isChecked } from "./checked";
import { emailAddress, personName } from "./people";

function line(ask: string, label: string, limit: { min: number; max: number }) {
  return z
    .string({ error: ask })
    .trim()
    .superRefine((value, context) => {
      const message = textProblem(value, { ...limit, reason: "" }, ask, label);
      if (message) context.addIssue({ code: "custom", message });
    });
}

const appointment = {
  email: emailAddress,
  /** Left empty for somebody who has an account with a name. */
  name: z
    .string()
    .default("")
    .superRefine((value, context) => {
      const read = personName.safeParse(value);
      if (value.trim() === "" || read.success) return;
      for (const { message } of read.error.issues) context.addIssue({ code: "custom", message });
    })
    .transform((value) => value.trim()),
  post: line("Enter the post as the public sees it, such as Head of parks.", "The post", { min: 2, max: 80 }),
};

export const councilPostForm = z.object({
  ...appointment,
  kind: z.enum(["officer", "councillor"], { error: "Choose officer or councillor." }),
  mayAppoint: isChecked,
});

export const deploymentPostForm = z.object({
  ...appointment,
  kind: z.enum(["commissioner", "operator"], { error: "Choose Commissioner or operator." }),
});

export const endPostForm = z.object({
  role: z.uuid({ error: "Choose a post from the list." }),
  reason: line("Say why, so that the person knows.", "The reason", { min: 3, max: 500 }),
});

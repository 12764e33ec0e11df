import { z } from "zod";
import { type TextLimit, textProblem } from "~/domain/act/plain-text";
import { handoverKinds } from "~/domain/act/s45-handover";
import { emailAddress } from "./people";

/** How long what is written about a handover may be, in characters. */
export const handoverLimits = Object.freeze({
  name: { min: 2, max: 120, reason: "A name is a few words." },
  description: { min: 2, max: 500, reason: "Whoever receives it needs a sentence or two." },
  organisation: { min: 2, max: 120, reason: "A name is a few words." },
  reason: { min: 2, max: 500, reason: "A reason is a sentence or two." },
} satisfies Record<string, TextLimit>);

/** A text, with the sentence to show when it is missing; without one it may be. */
function text(limit: TextLimit, label: string, ask = "") {
  return z
    .string()
    .optional()
    .transform((typed, context): string => {
      const value = (typed ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();
      const problem = value === "" ? ask : textProblem(value, limit, ask, label);
      if (problem) context.addIssue({ code: "custom", message: problem });
      return value;
    });
}

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A thing as the list names it: kind, subject, and the asking that stood when it was read. */
const thing = z.string().transform((typed, context) => {
  const [kind, subject = "", instead = ""] = typed.split(":");
  const known = handoverKinds.find((one) => one === kind);
  const isNamed = /^[\w-]{1,60}$/.test(subject) && (instead === "" || identifier.test(instead));
  if (known && isNamed) return { kind: known, subject, instead };
  context.addIssue({ code: "custom", message: "Choose from the list." });
  return z.NEVER;
});

const things = z.array(thing).min(1, "Choose at least one thing from the list.");

/** Whom to ask for the things that were chosen. */
export const askForm = z
  .object({
    thing: things,
    receiver: z.enum(["council", "person", "organisation"], { error: "Choose whom to ask." }),
    email: z.string().optional(),
    organisation: text(handoverLimits.organisation, "The name of the organisation"),
  })
  .transform((typed, context) => {
    const { thing: chosen, receiver, organisation } = typed;
    if (receiver === "council") return { things: chosen, receiver: { kind: "council" as const } };
    const email = emailAddress.safeParse(typed.email ?? "");
    if (!email.success) {
      const message = email.error.issues[0]?.message ?? "Enter an e-mail address.";
      context.addIssue({ code: "custom", path: ["email"], message });
    }
    if (receiver === "organisation" && organisation === "") {
      context.addIssue({ code: "custom", path: ["organisation"], message: "Give the name of the organisation." });
    }
    return {
      things: chosen,
      receiver: {
        kind: "person" as const,
        email: email.data ?? "",
        organisation: receiver === "organisation" ? organisation : "",
      },
    };
  });

/** A receiver's answer to what they were asked. */
export const answerHandoverForm = z.object({
  item: z.array(z.string().regex(identifier, "Choose from the list.")).min(1, "Choose at least one thing."),
  answer: z.enum(["accepted", "refused"], { error: "Choose yes or no." }),
  reason: text(handoverLimits.reason, "The reason"),
});

export const addAssetForm = z.object({
  name: text(handoverLimits.name, "The name", "Say what it is."),
  description: text(
    handoverLimits.description,
    "The description",
    "Say where it is and what a receiver needs to know.",
  ),
});

export const removeAssetForm = z.object({
  asset: z.string({ error: "Choose from the list." }).regex(identifier, "Choose from the list."),
  reason: text(handoverLimits.reason, "What became of it", "Say what became of it."),
});

import { z } from "zod";
import { textProblem } from "~/domain/act/plain-text";
import { isChecked } from "./checked";
import { optionalDate, typedDate } from "./typed-date";

/** What somebody is called until they have given their name. Nobody may choose it. */
export const newcomerName = "Newcomer";

const longestEmailCharacters = 254;

/** A line or passage of text, with the sentence to show when it is missing and its name in other sentences. */
function text(ask: string, label: string, limit: { min: number; max: number }) {
  return z
    .string({ error: ask })
    .trim()
    .superRefine((value, context) => {
      const message = textProblem(value, { ...limit, reason: "" }, ask, label);
      if (message) context.addIssue({ code: "custom", message });
    });
}

const emailAsk = "Enter an e-mail address, like name@example.org.";

/** An e-mail address as it is kept: in small letters. */
export const emailAddress = z
  .string({ error: emailAsk })
  .trim()
  .toLowerCase()
  .max(longestEmailCharacters, emailAsk)
  .pipe(z.email({ error: emailAsk }));

/** Where to go after signing in; checked by `localPath` before it is used. */
const to = z.string().optional();

export const emailForm = z.object({ email: emailAddress, to });

export const codeForm = z.object({
  email: emailAddress,
  code: z
    .string({ error: "Enter the six figures from the e-mail." })
    .transform((typed) => typed.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "The code is six figures, like 042137.")),
  to,
});

export const signInAsForm = z.object({ person: z.string({ error: "Choose who to sign in as." }).max(80), to });

/** The name that others see beside what somebody proposes or says. */
export const personName = text("Enter the name that others will see.", "The name", { min: 2, max: 80 })
  .transform((name) => name.replace(/\s+/g, " "))
  .refine((name) => name.toLowerCase() !== newcomerName.toLowerCase(), "Enter your own name.");

export const nameForm = z.object({ name: personName, to });

const ward = z.string({ error: "Choose your ward." }).max(20, "Choose your ward.");
const address = text("Enter the first line of your address and the postcode.", "The address", { min: 5, max: 200 });

export const addressForm = z.object({ ward, address });

export const claimForm = z.object({
  ward,
  address,
  age: z.enum(["yes", "no"], { error: "Say whether you are 16 or over." }).transform((answer) => answer === "yes"),
  moving: isChecked,
});

/** How an officer made sure who somebody is whom they see in person. */
export const identityChecks = {
  photo: "A passport, driving licence or other document with a photo",
  letter: "A bank statement, bill or official letter with the address",
  known_to_council: "What the council knows of them, such as the electoral register",
  vouched: "Somebody else of the ward vouched for them in person",
} as const;

export const assistedForm = z.object({
  request: z.uuid({ error: "Open the form again." }),
  ward,
  name: personName,
  age: z.enum(["yes", "no"], { error: "Say whether they are 16 or over." }).transform((answer) => answer === "yes"),
  check: z.enum(Object.keys(identityChecks) as [keyof typeof identityChecks], {
    error: "Say how you made sure who they are.",
  }),
  another: isChecked,
});

export const paperSignatureForm = z.object({
  person: z.uuid({ error: "Choose who signed." }),
  signedOn: optionalDate("The day on the paper"),
});

const proposal = z.uuid({ error: "Choose a proposal from the list." });

/** What an officer enters for an assisted resident about a proposal that they second. */
export const paperWithdrawalForm = z.object({ proposal });
const noCharter = "Choose a charter from the list.";
export const paperSupportWithdrawalForm = z.object({
  parish: z.string({ error: noCharter }).min(1, noCharter).max(100, noCharter),
});
export const paperConsentForm = z.object({
  proposal,
  choice: z.enum(["yes", "no"], { error: "Say what they signed: yes or no." }),
});

export const postedCodeForm = z.object({
  postedCode: z.string({ error: "Enter the code from the letter." }).trim().max(40, "The code has eight characters."),
});

export const claimDecisionForm = z.object({ claim: z.uuid({ error: "Choose a claim from the list." }) });

export const claimRefusalForm = claimDecisionForm.extend({
  reason: text("Say why, so that the person knows what to do.", "The reason", { min: 5, max: 500 }),
});

const dateAsk = "Enter the date of the figure, like 1 12 2026.";
const electorateAsk = "Enter how many people may vote in council elections here, as a whole number.";

export const electorateForm = z.object({
  ward,
  electorate: z
    .string({ error: electorateAsk })
    .transform((typed) => typed.replace(/[\s,]/g, ""))
    .pipe(z.string().regex(/^[1-9]\d{0,5}$/, electorateAsk))
    .transform(Number),
  source: text("Say where the figure comes from.", "The source", { min: 3, max: 200 }),
  on: typedDate(dateAsk),
});

/** An address that never exists, to tell a path of this site from one that leads away. */
const nowhere = "http://site.invalid";

/**
 * A path of this site, from what a link or form says. Anything else, such as another site's address in any disguise,
 * becomes `otherwise`.
 */
export function localPath(wanted: unknown, otherwise: string): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || wanted.length > 1000) return otherwise;
  if (!URL.canParse(wanted, nowhere)) return otherwise;
  const url = new URL(wanted, nowhere);
  // A path that itself begins with two slashes would be read as the name of another site.
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return otherwise;
  return `${url.pathname}${url.search}${url.hash}`;
}

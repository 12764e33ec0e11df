import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { CharterPart } from "~/domain/parish/founding";
import { charterForms, withoutEmptyActions } from "~/forms/charter";
import { saveCharter } from "../commands/save-charter";
import { setOffice } from "../commands/set-office";
import { getCharterStep } from "../queries/get-charter-step";
import { formOf, readForm } from "./form";
import { answerRefused, valueOrThrow } from "./respond";

/** Loads the page of one part of a charter for a founder. */
export async function loadCharterStep<Part extends CharterPart>({ context, params }: LoaderFunctionArgs, part: Part) {
  const { app, actor } = context;
  const step = await getCharterStep(app.db, actor, params.slug ?? "", part, await app.now());
  return valueOrThrow(step);
}

/** Saves one part of a charter and goes back to the task list, or answers what is wrong with what was typed. */
export async function saveCharterStep({ context, params, request }: ActionFunctionArgs, part: CharterPart) {
  const slug = params.slug ?? "";
  const form = part === "actions" ? withoutEmptyActions(await formOf(request)) : await formOf(request);
  const read = readForm(charterForms[part], form);
  if (!read.ok) {
    return answerRefused({ ...read.refused, section: "s5" }, read.typed);
  }
  const { version, change } = read.value;
  const command = context.app.context;
  const outcome =
    change.part === "offices"
      ? await setOffice(command, context.actor, { slug, version, ...change })
      : await saveCharter(command, context.actor, { slug, version, change });
  if (!outcome.ok) {
    return answerRefused(outcome.refused, read.typed);
  }
  const next = part === "powers" && outcome.value.isChanged ? "/scopes" : "";
  return redirect(`/parishes/${slug}/founding${next}`);
}

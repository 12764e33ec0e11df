import { parameters, sections } from "~/domain/act/act";
import { actInForce } from "~/domain/act/act-in-force";
import { outcomeInWords } from "~/domain/act/outcome-words";
import { type DecisionKind, decisionKinds, flipsAlong, replay, restsOn } from "~/domain/act/replay";
import { mayBeFraction, type Parameter, parameterProblem, parameterValue } from "~/domain/act/section";
import { instantInWords } from "~/domain/time/words";
import { rulesInForce } from "../commands/rules-in-force";
import type { Read } from "../persistence/db";
import { type DecisionScope, type ListedDecision, listDecisions, mostDecisions } from "./list-decisions";

/** An experiment, as its address says it. Empty texts are what was not chosen. */
export interface LabQuestion {
  council: string;
  parameter: string;
  value: string;
  /** An instant; empty for now. */
  until: string;
  page: number;
}

const flipsOnAPage = 20;

/** The kinds of decision that rest on some figures. */
export function kindsRestingOn(names: readonly string[]): DecisionKind[] {
  return (Object.keys(decisionKinds) as DecisionKind[]).filter((kind) => restsOn(kind, names));
}

// What was decided up to an instant does not change any more, so neither does its picture.
const mostPictures = 100;
const pictures = new Map<string, { value: number; flips: number }[]>();

function picture(decisions: readonly ListedDecision[], of: Parameter, { councilId, until }: DecisionScope) {
  const key = `${councilId} ${until.getTime()} ${of.name} ${decisions.length}`;
  let drawn = pictures.get(key);
  if (!drawn) {
    drawn = flipsAlong(decisions, of);
    if (pictures.size >= mostPictures) pictures.clear();
    pictures.set(key, drawn);
  }
  return drawn;
}

/** The instant up to which decisions are asked for; never later than now. */
function untilOf(text: string, now: Date): Date {
  const asked = new Date(text);
  return text === "" || Number.isNaN(asked.getTime()) || asked > now ? now : asked;
}

function sectionOfParameter(of: Parameter) {
  const section = sections.find((one) => one.parameters.includes(of));
  return { id: section?.id ?? "", number: section?.number ?? 0 };
}

/**
 * The page of the Act lab: recorded decisions made again with one figure changed.
 * A value that cannot be tried comes back as an error beside the page; nothing is refused with an error page but an unknown council.
 *
 * @returns null when there is no such council
 */
export async function getLab(db: Read, question: LabQuestion, now: Date) {
  const councils = await db.council.findMany({
    where: { parishes: { some: {} } },
    select: { id: true, slug: true, name: true },
    orderBy: { name: "asc" },
  });
  const council = councils.find((one) => one.slug === question.council) ?? null;
  if (question.council !== "" && !council) return null;
  const parameter = parameters.find(({ name }) => name === question.parameter) ?? (parameters[0] as Parameter);
  const rules = council ? await rulesInForce(db, council.id, now) : actInForce;
  const current = parameterValue(rules, parameter);
  const typed = question.value.trim();
  const value = typed === "" ? current : Number(typed.replace(",", "."));
  const problem = parameterProblem(parameter, value);
  const scope = { councilId: council?.id ?? null, until: untilOf(question.until, now) };
  const kinds = kindsRestingOn([parameter.name]);
  const decisions = await listDecisions(db, kinds, scope);
  const { examined, flips } = problem
    ? { examined: decisions.length, flips: [] }
    : replay(decisions, { [parameter.name]: value });
  const pages = Math.max(1, Math.ceil(flips.length / flipsOnAPage));
  const page = Math.min(Math.max(1, question.page), pages);
  const { name, min, max, unit, meaning, precedent } = parameter;
  return {
    councils: councils.map(({ slug, name }) => ({ slug, name })),
    council: council ? { slug: council.slug, name: council.name } : null,
    parameters: parameters.map((one) => ({
      name: one.name,
      meaning: one.meaning,
      section: sectionOfParameter(one),
    })),
    parameter: {
      name,
      min,
      max,
      unit,
      meaning,
      precedent,
      default: parameter.default,
      section: sectionOfParameter(parameter),
    },
    current,
    scheduleVersion: rules.scheduleVersion,
    typed,
    value: problem ? null : value,
    problem,
    until: scope.until.toISOString(),
    untilWords: instantInWords(scope.until),
    examined,
    isDecided: kinds.length > 0,
    isFraction: mayBeFraction(parameter),
    mostDecisions,
    isCapped: kinds.some((kind) => decisions.filter(({ facts }) => facts.kind === kind).length >= mostDecisions),
    flips: {
      total: flips.length,
      parishes: new Set(flips.map(({ decision }) => decision.parish.slug)).size,
      page,
      pages,
      shown: flips.slice((page - 1) * flipsOnAPage, page * flipsOnAPage).map(({ decision, before, after }) => ({
        id: `${decision.facts.kind} ${decision.id}`,
        kind: decisionKinds[decision.facts.kind].name,
        title: decision.title,
        href: decision.href,
        parish: decision.parish,
        when: instantInWords(decision.at),
        before,
        after,
        beforeWords: outcomeInWords(before.outcome),
        afterWords: outcomeInWords(after.outcome),
      })),
    },
    along: picture(decisions, parameter, scope),
  };
}

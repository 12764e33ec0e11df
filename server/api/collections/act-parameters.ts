import { z } from "zod";
import { sections } from "~/domain/act/act";
import { collection } from "../collection";
import { pageOfList } from "./page-of-list";

const secondsKept = 3_600;

const all = sections.flatMap((section) =>
  section.parameters.map(({ name, default: value, min, max, unit, meaning, precedent }) => ({
    name,
    section: section.id as string,
    default: value,
    min,
    max,
    unit,
    meaning,
    precedent,
  })),
);

export const actParameters = collection({
  name: "act-parameters",
  title: "Figures of the Act",
  one: "a figure of the Act",
  description:
    "The figures of the Act that a council may set for itself, with their bounds, in the order of the sections.",
  key: "name",
  isFixed: true,
  filters: [],
  item: z.object({
    name: z.string(),
    section: z.string(),
    default: z.number(),
    min: z.number(),
    max: z.number(),
    unit: z.string(),
    meaning: z.string(),
    precedent: z.string(),
  }),
  keeps: () => secondsKept,
  read: async (_db, asked) => pageOfList(all, "name", asked),
});

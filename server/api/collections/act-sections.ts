import { z } from "zod";
import { parts, sections } from "~/domain/act/act";
import { collection } from "../collection";
import { pageOfList } from "./page-of-list";

/** The Act changes with a new version of the program only. */
const secondsKept = 3_600;

const all = sections.map((section) => ({
  id: section.id as string,
  number: section.number,
  title: section.title,
  part: section.part,
  partTitle: parts.find(({ number }) => number === section.part)?.title ?? "",
  text: [...section.text],
  parameters: section.parameters.map(({ name }) => name),
  resembles: section.resembles,
}));

export const actSections = collection({
  name: "act-sections",
  title: "Sections of the Act",
  one: "a section of the Act",
  description:
    "The text of the Community Power Act, section by section. /api/v1/act has the whole of it in one answer.",
  key: "id",
  isFixed: true,
  filters: [],
  item: z.object({
    id: z.string().describe("As it is cited: s29"),
    number: z.int(),
    title: z.string(),
    part: z.int(),
    partTitle: z.string(),
    text: z.array(z.string()).describe("Its numbered subsections; {name} stands for the value of a parameter"),
    parameters: z.array(z.string()).describe("Names of its figures, see act-parameters"),
    resembles: z.string().describe("The real law or practice that it is modelled on"),
  }),
  keeps: () => secondsKept,
  read: async (_db, asked) => pageOfList(all, "id", asked),
});

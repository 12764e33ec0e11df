import type { RoleKind } from "~/domain/permissions/actor";

/** An example account, for the page on which anybody signs in as anybody. */
export interface ExampleAccount {
  slug: string;
  name: string;
  /** The ward in which the person is confirmed. */
  ward?: string;
  role?: { kind: RoleKind; council?: string; post: string };
}

export const accounts: readonly ExampleAccount[] = [
  { slug: "resident", name: "Asha Rahman", ward: "millbrook" },
  { slug: "convenor", name: "Martin Adeyemi", ward: "millbrook" },
  { slug: "deputy", name: "Siân Probert", ward: "station" },
  { slug: "neighbour", name: "Ruth Lindqvist", ward: "millbrook" },
  { slug: "observer", name: "Leo Fontaine" },
  {
    slug: "officer",
    name: "Helen Marsh",
    role: { kind: "officer", council: "wexcombe", post: "Head of neighbourhoods" },
  },
  {
    slug: "second-officer",
    name: "Tariq Mahmood",
    role: { kind: "officer", council: "wexcombe", post: "Streets and parks officer" },
  },
  {
    slug: "northmoor-officer",
    name: "Bill Hargreaves",
    role: { kind: "officer", council: "northmoor", post: "Communities manager" },
  },
  {
    slug: "councillor",
    name: "Joan Whitlock",
    role: { kind: "councillor", council: "wexcombe", post: "Councillor for Millbrook" },
  },
  {
    slug: "commissioner",
    name: "Priya Nair",
    role: { kind: "commissioner", post: "Community Power Commissioner" },
  },
  { slug: "operator", name: "Sam Carey", role: { kind: "operator", post: "Operator" } },
];
